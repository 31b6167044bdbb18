package dev.heddle.jobs.prepare;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.source.CorpusListing;
import dev.heddle.data.source.SourceFile;
import dev.heddle.data.split.NamedSplit;
import dev.heddle.storage.FolderLock;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a corpus into token shards, unless they are there already. */
public final class PrepareJob {

  private static final Logger log = LoggerFactory.getLogger(PrepareJob.class);

  private PrepareJob() {}

  /**
   * Prepares a corpus.
   *
   * @param request of what
   * @param place where the shards are or go, given the fingerprint of what they are made from; the
   *     folder appears all at once, when everything is in it
   * @throws IllegalArgumentException if the section {@code dataset} does not suit the examples
   * @throws dev.heddle.data.source.CorpusException if the corpus is missing, or cannot be read
   *     where the settings make that fatal, or nothing of it is left
   * @throws dev.heddle.data.shard.ShardException if the folder holds something else
   * @throws dev.heddle.data.tokenize.TokenizerException if {@code tokenizer.path} leads to none
   * @throws dev.heddle.storage.StorageException if another process prepares the folder, or the disk
   *     is full
   */
  public static PreparedCorpus run(
      JavaSparkContext spark,
      Storage storage,
      PrepareRequest request,
      Function<String, URI> place) {
    List<SourceFile> files = files(storage, request.dataset());
    CorpusTokenizer tokenizer = CorpusTokenizer.of(request, storage);
    String source = SourceFingerprint.of(files, request, tokenizer);
    URI folder = place.apply(source);
    PreparedFolder target = new PreparedFolder(storage, folder);
    Optional<PreparedCorpus> found = target.find(source, tokenizer.fingerprint());
    if (found.isPresent()) {
      log.info("Prepared already: {}", folder);
      return found.get();
    }
    try (FolderLock lock = target.lock()) {
      log.debug("Locked {}", lock);
      Preparation preparation = new Preparation(spark, storage, request, source);
      // Another process may have prepared the same while this one came for the lock.
      return target
          .find(source, tokenizer.fingerprint())
          .orElseGet(() -> preparation.run(files, tokenizer, target));
    }
  }

  /** Those to learn from, then those that are named for validation. */
  private static List<SourceFile> files(Storage storage, DatasetSettings dataset) {
    List<SourceFile> all = CorpusListing.list(storage, dataset.path(), dataset.reading());
    if (dataset.evalPath().isEmpty()) {
      return all;
    }
    List<SourceFile> heldOut =
        CorpusListing.list("dataset.eval_path", storage, dataset.evalPath(), dataset.reading());
    Set<URI> named = heldOut.stream().map(SourceFile::uri).collect(Collectors.toSet());
    return Stream.concat(
            all.stream().filter(file -> !named.contains(file.uri())),
            heldOut.stream().map(NamedSplit::heldOut))
        .toList();
  }
}
