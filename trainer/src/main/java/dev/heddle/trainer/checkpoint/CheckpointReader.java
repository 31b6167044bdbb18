package dev.heddle.trainer.checkpoint;

import dev.heddle.models.files.HashingOutput;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and verifies checkpoints; one that fails a check is never used. */
public final class CheckpointReader {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointReader.class);
  private static final int CHUNK_BYTES = 1 << 20;
  private static final Set<String> REQUIRED =
      Set.of(CheckpointFiles.OPTIMIZER, CheckpointFiles.STATE);

  private final Storage storage;

  public CheckpointReader(Storage storage) {
    this.storage = storage;
  }

  /**
   * The valid checkpoint with the largest step; newer ones that fail a check are skipped with a
   * warning that says why.
   */
  public Optional<Checkpoint> latest(URI outputFolder) {
    for (FileStatus folder : CheckpointFiles.newestFirst(storage, outputFolder)) {
      try {
        return Optional.of(open(folder.uri()));
      } catch (CheckpointException broken) {
        LOG.warn("Skipped a checkpoint: {}", broken.getMessage());
      }
    }
    return Optional.empty();
  }

  /**
   * Verifies every file of a checkpoint against its manifest.
   *
   * @throws CheckpointException if one is missing, has another length or another hash
   */
  public Checkpoint open(URI folder) {
    try {
      Manifest manifest = manifest(folder);
      for (Manifest.Entry entry : manifest.files()) {
        verify(folder, entry);
      }
      TrainingState state = state(folder);
      require(state.step() == manifest.step(), "its manifest is of step " + manifest.step());
      return new Checkpoint(storage, folder, state);
    } catch (CheckpointException | StorageException | IOException problem) {
      throw new CheckpointException(
          "Cannot use checkpoint: folder=%s; %s; use an older checkpoint"
              .formatted(folder, problem.getMessage()),
          problem);
    }
  }

  /** Whether a folder has a manifest and all files in full length; hashes are not computed. */
  boolean isComplete(URI folder) {
    try {
      for (Manifest.Entry entry : manifest(folder).files()) {
        verifyLength(folder, entry);
      }
      return true;
    } catch (CheckpointException | StorageException problem) {
      return false;
    }
  }

  private Manifest manifest(URI folder) {
    URI file = Storage.below(folder, Manifest.NAME);
    require(
        storage.exists(file), "it has no " + Manifest.NAME + ", so writing it was never finished");
    Manifest manifest = Manifest.parse(Manifest.NAME, storage.read(file), Manifest.class);
    require(
        manifest.formatVersion() == Manifest.VERSION,
        "its format version is "
            + manifest.formatVersion()
            + ", this program reads "
            + Manifest.VERSION);
    Set<String> names =
        manifest.files().stream().map(Manifest.Entry::name).collect(Collectors.toSet());
    for (String name : List.copyOf(REQUIRED)) {
      require(names.contains(name), Manifest.NAME + " does not list " + name);
    }
    require(
        names.contains(CheckpointFiles.WEIGHTS) || names.contains(CheckpointFiles.ADAPTER),
        Manifest.NAME + " does not list " + CheckpointFiles.WEIGHTS);
    return manifest;
  }

  private TrainingState state(URI folder) {
    byte[] json = storage.read(Storage.below(folder, CheckpointFiles.STATE));
    return Manifest.parse(CheckpointFiles.STATE, json, StateJson.class).state();
  }

  private void verifyLength(URI folder, Manifest.Entry entry) {
    URI file = Storage.below(folder, entry.name());
    require(storage.exists(file), entry.name() + " is missing");
    long length = storage.status(file).length();
    require(
        length == entry.length(),
        "%s has %d bytes where %d were written".formatted(entry.name(), length, entry.length()));
  }

  private void verify(URI folder, Manifest.Entry entry) throws IOException {
    verifyLength(folder, entry);
    MessageDigest digest = HashingOutput.sha256();
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream stream = storage.open(Storage.below(folder, entry.name()))) {
      for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
        digest.update(chunk, 0, read);
      }
    }
    require(
        HexFormat.of().formatHex(digest.digest()).equals(entry.sha256()),
        entry.name() + " was altered after it was written: its SHA-256 differs");
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new CheckpointException(problem);
    }
  }
}
