/**
 * Labelled examples: files whose rows have several columns, read in their order without Spark. A
 * corpus of texts alone is read by {@link dev.heddle.data.source}.
 */
package dev.heddle.data.rows;
