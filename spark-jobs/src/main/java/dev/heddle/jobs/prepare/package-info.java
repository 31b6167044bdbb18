/**
 * The Spark job that turns a corpus into packed token shards. What happens to one document is
 * decided in {@code dev.heddle.data}; here is who does it where.
 *
 * <pre>
 * files → read, clean → documents by hash of id ─┬→ sketches → exact, near duplicates ─┐
 *                                                ├→ word counts → tokenizer ───────────┤
 *                                                └→ token ids → packs → shards ←───────┘
 * </pre>
 *
 * <p>Documents are shuffled once, to a number of partitions that depends on the corpus alone, and
 * stay there in the order of their hashed ids: so the shards do not depend on the cluster.
 */
package dev.heddle.jobs.prepare;
