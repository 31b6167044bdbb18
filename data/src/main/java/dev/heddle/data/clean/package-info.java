/**
 * What is taken out of a corpus before it is tokenized: licence headers, generated sources,
 * documents of poor quality, exact and near duplicates.
 */
package dev.heddle.data.clean;
