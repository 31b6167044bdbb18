package dev.heddle.jobs.train;

import dev.heddle.storage.Storage;
import java.io.Serializable;
import java.net.URI;

/**
 * Where a run reads and writes.
 *
 * @param storage reaches both folders, from the driver and from the workers
 * @param outputDir the run's folder
 * @param shards the prepared data
 */
public record RunPlace(Storage storage, URI outputDir, URI shards) implements Serializable {}
