/** Finds texts of a run's corpus by their meaning. */
package dev.heddle.jobs.search;
