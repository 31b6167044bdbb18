/** Has a stored model write texts. */
package dev.heddle.jobs.generate;
