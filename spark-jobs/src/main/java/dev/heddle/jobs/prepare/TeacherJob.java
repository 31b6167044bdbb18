package dev.heddle.jobs.prepare;

import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.ShardFile;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.data.shard.WiderShards;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.objectives.TeacherColumns;
import dev.heddle.objectives.distillation.Teacher;
import dev.heddle.storage.FolderLock;
import dev.heddle.storage.Publication;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes prepared shards again with a teacher's answers beside the samples, unless that is done
 * already. They lie beside the shards they come from, under a name that tells what they were made
 * from.
 */
public final class TeacherJob {
  private static final Logger log = LoggerFactory.getLogger(TeacherJob.class);

  private final JavaSparkContext spark;
  private final Storage storage;
  private final PreparedCorpus corpus;
  private final TeacherColumns columns;
  private final DeviceChoice device;

  /**
   * @param corpus the samples that the teacher is asked about
   * @param columns which teacher, and what is kept of its answers
   * @param device where it computes
   */
  public TeacherJob(
      JavaSparkContext spark,
      Storage storage,
      PreparedCorpus corpus,
      TeacherColumns columns,
      DeviceChoice device) {
    this.spark = spark;
    this.storage = storage;
    this.corpus = corpus;
    this.columns = columns;
    this.device = device;
  }

  /**
   * Finds the wider shards, or makes them.
   *
   * @throws dev.heddle.data.shard.ShardException if the folder holds something else
   * @throws IllegalArgumentException if the teacher has another tokenizer, is no causal model, or
   *     has fewer ids than are to be kept
   */
  public PreparedCorpus run() {
    URI place = storage.resolve(columns.path());
    Teacher.requireTokenizer(storage, place, corpus.manifest().tokenizerFingerprint());
    TeacherFiles teacher = TeacherFiles.in(storage, place);
    String fingerprint = teacher.fingerprint(corpus.manifest().sourceFingerprint(), columns);
    PreparedFolder target = new PreparedFolder(storage, folder(fingerprint));
    Optional<String> tokenizer = Optional.of(corpus.manifest().tokenizerFingerprint());
    Optional<PreparedCorpus> found = target.find(fingerprint, tokenizer);
    if (found.isPresent()) {
      log.info("The teacher has answered already: {}", target.uri());
      return found.get();
    }
    try (FolderLock lock = target.lock()) {
      log.debug("Locked {}", lock);
      // Another process may have made the same while this one came for the lock.
      return target
          .find(fingerprint, tokenizer)
          .orElseGet(() -> make(teacher, fingerprint, target));
    }
  }

  private PreparedCorpus make(TeacherFiles teacher, String fingerprint, PreparedFolder target) {
    target.clear();
    spark.setJobDescription("prepare: ask the teacher");
    try (Publication publication = storage.stage(target.uri())) {
      Manifest manifest = write(teacher, fingerprint, publication.folder());
      publication.publish();
      log.info("The teacher's answers are in {}", target.uri());
      return new PreparedCorpus(target.uri(), manifest, PreparedCorpus.Origin.MADE);
    } catch (Exception failure) {
      throw PreparationFailure.of(failure);
    } finally {
      spark.setJobDescription(null);
    }
  }

  private Manifest write(TeacherFiles teacher, String fingerprint, URI folder) {
    Manifest.Splits splits = corpus.manifest().splits();
    List<ShardFile> files =
        Stream.of(splits.train(), splits.validation())
            .flatMap(split -> split.files().stream())
            .toList();
    TeacherTask task =
        new TeacherTask(storage, corpus.folder(), folder, columns, device.toString());
    int tasks = Math.max(1, Math.min(files.size(), spark.defaultParallelism()));
    List<ShardFile> written = spark.parallelize(files, tasks).mapPartitions(task::run).collect();
    PreparedCorpus.tokenizerFiles(storage, corpus.folder()).write(storage, folder);
    int train = splits.train().files().size();
    WiderShards wider = ShardSet.open(storage, corpus.folder()).widened(folder, columns.columns());
    Manifest manifest =
        wider.finish(
            written.subList(0, train),
            written.subList(train, written.size()),
            fingerprint,
            teacher.description(columns));
    PreparedFolder.deleteUnnamed(storage, folder, manifest.splits());
    return manifest;
  }

  private URI folder(String fingerprint) {
    String path = corpus.folder().getPath().replaceAll("/+$", "");
    URI parent =
        corpus.folder().getPath().endsWith("/")
            ? corpus.folder().resolve("..")
            : corpus.folder().resolve(".");
    String name = path.substring(path.lastIndexOf('/') + 1);
    return Storage.below(parent, "%s-teacher-%s".formatted(name, fingerprint.substring(0, 12)));
  }
}
