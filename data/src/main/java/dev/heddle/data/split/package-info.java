/** Which documents are held out for validation, decided by stable hashes. */
package dev.heddle.data.split;
