package dev.heddle.jobs.run;

import dev.heddle.models.files.ModelCard;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.FolderLock;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.Checkpoint;
import dev.heddle.trainer.checkpoint.CheckpointReader;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folder of one run, held by this process alone until closed.
 *
 * <p>{@code {time}} in {@code output_dir} stands for the start of the run: a new run gets a folder
 * of its own, and whatever works on an existing run (resume, evaluate, export) takes the newest.
 */
public final class OutputFolder implements AutoCloseable {
  private static final String TIME = "{time}";
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  /** Left by evaluations of stored models too, so that it does not tell of a run. */
  private static final String EVALUATION = "eval_results.json";

  /** What a run leaves in its folder; nothing else is ever deleted there. */
  private static final Pattern OF_A_RUN =
      Pattern.compile(
          "checkpoint-\\d+|_temporary-.*|non_finite-step-\\d+\\.json|run\\.yaml|environment\\.json"
              + "|trainer_log\\.jsonl|report\\.html|README\\.md|trainer_state\\.json"
              + "|(train|eval|all)_results\\.json|config\\.json|model.*\\.safetensors.*"
              + "|adapter_config\\.json|adapter_model\\.safetensors|merged"
              + "|tokenizer\\.json|tokenizer_config\\.json|special_tokens_map\\.json"
              + "|generation_config\\.json|added_tokens\\.json|chat_template\\.jinja|merges\\.txt"
              + "|modules\\.json|1_Pooling|2_Normalize|search-index"
              + "|(config_sentence_transformers|sentence_bert_config)\\.json"
              + "|vocab\\.(txt|json)|(spiece|tokenizer|sentencepiece\\.bpe)\\.model");

  private final URI uri;
  private final FolderLock lock;

  private OutputFolder(URI uri, FolderLock lock) {
    this.uri = uri;
    this.lock = lock;
  }

  /**
   * Makes the folder of a new run.
   *
   * @throws IllegalStateException if it holds a run already and may not be overwritten
   */
  public static OutputFolder create(
      Storage storage, String outputDir, boolean overwrite, Clock clock) {
    URI folder = fresh(storage, outputDir, clock);
    FolderLock lock = storage.lock(folder);
    try {
      List<FileStatus> earlier = filesOfARun(storage, folder);
      boolean holdsRun = earlier.stream().anyMatch(OutputFolder::tellsOfARun);
      if (holdsRun && !overwrite) {
        throw new IllegalStateException(
            "Cannot start a run: output_dir="
                + folder
                + "; it holds a run already; go on with it by trainer.resume_from_checkpoint=true,"
                + " or name another folder, or replace it by overwrite_output_dir=true");
      }
      earlier.forEach(file -> storage.delete(file.uri()));
      return new OutputFolder(folder, lock);
    } catch (RuntimeException failure) {
      lock.close();
      throw failure;
    }
  }

  /**
   * Takes the folder of a run that exists, the newest where {@code output_dir} holds {@code
   * {time}}.
   *
   * @param purpose what it is wanted for, as a verb, for the error: {@code resume}
   */
  public static OutputFolder existing(Storage storage, String outputDir, String purpose) {
    URI folder =
        find(storage, outputDir)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Cannot "
                            + purpose
                            + ": output_dir="
                            + outputDir
                            + "; no run is there; train first, or correct the folder"));
    return new OutputFolder(folder, storage.lock(folder));
  }

  /**
   * Takes the folder that {@link #existing} takes, or makes one; for results of a model that no run
   * here has made.
   */
  public static OutputFolder existingOrNew(Storage storage, String outputDir, Clock clock) {
    URI folder = find(storage, outputDir).orElseGet(() -> fresh(storage, outputDir, clock));
    return new OutputFolder(folder, storage.lock(folder));
  }

  /** Whether every run with this {@code output_dir} has the same folder. */
  public static boolean isLasting(String outputDir) {
    return !outputDir.contains(TIME);
  }

  /** Whether a run is there, at whatever stage. */
  public static boolean hasRun(Storage storage, String outputDir) {
    return find(storage, outputDir).isPresent();
  }

  /** Whether a run is there that has come to its end, and its model with a card. */
  public static boolean isFinished(Storage storage, String outputDir) {
    return find(storage, outputDir)
        .filter(folder -> storage.exists(Storage.below(folder, ModelCard.FILE)))
        .isPresent();
  }

  private static URI fresh(Storage storage, String outputDir, Clock clock) {
    return storage.resolve(outputDir.replace(TIME, LocalDateTime.now(clock).format(STAMP)));
  }

  private static boolean tellsOfARun(FileStatus file) {
    return !name(file.uri()).equals(EVALUATION);
  }

  private static Optional<URI> find(Storage storage, String outputDir) {
    if (!outputDir.contains(TIME)) {
      URI folder = storage.resolve(outputDir);
      boolean holdsRun = storage.exists(folder) && !filesOfARun(storage, folder).isEmpty();
      return holdsRun ? Optional.of(folder) : Optional.empty();
    }
    String stamps = "[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]-[0-9][0-9][0-9][0-9][0-9][0-9]";
    return storage.glob(outputDir.replace(TIME, stamps)).stream()
        .filter(found -> !filesOfARun(storage, found.uri()).isEmpty())
        .max(Comparator.comparing(found -> found.uri().getPath()))
        .map(FileStatus::uri);
  }

  private static List<FileStatus> filesOfARun(Storage storage, URI folder) {
    return storage.list(folder).stream()
        .filter(file -> OF_A_RUN.matcher(name(file.uri())).matches())
        .toList();
  }

  private static String name(URI file) {
    String path = file.getPath().replaceAll("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * The newest checkpoint that is whole.
   *
   * @param purpose what it is wanted for, as a verb, for the error
   */
  public Checkpoint newestCheckpoint(Storage storage, String purpose) {
    return new CheckpointReader(storage)
        .latest(uri)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Cannot "
                        + purpose
                        + ": output_dir="
                        + uri
                        + "; it holds no complete checkpoint; train first"));
  }

  /** Where the run is. */
  public URI uri() {
    return uri;
  }

  /** A file or folder of the run. */
  public URI file(String name) {
    return Storage.below(uri, name);
  }

  @Override
  public void close() {
    lock.close();
  }
}
