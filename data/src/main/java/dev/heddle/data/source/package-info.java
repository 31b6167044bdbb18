/**
 * Corpora in: which files belong to one, and their documents as a stream. A file is never in memory
 * as a whole; a document is, up to {@code dataset.max_document_bytes}.
 */
package dev.heddle.data.source;
