package dev.heddle.trainer.checkpoint;

import dev.heddle.models.files.HashingOutput;
import dev.heddle.models.files.NamedTensor;
import dev.heddle.models.files.SafetensorsWriter;
import dev.heddle.models.files.TokenizerFiles;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Publication;
import dev.heddle.storage.Storage;
import dev.heddle.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints of a run as folders {@code checkpoint-<step>} that Hugging Face tools load.
 * All files are written to a temporary folder, the manifest last, and appear by one rename:
 * whenever a run is killed, what readers find is complete.
 */
public final class CheckpointWriter {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

  private final Storage storage;
  private final URI outputFolder;

  public CheckpointWriter(Storage storage, URI outputFolder) {
    this.storage = storage;
    this.outputFolder = outputFolder;
  }

  /**
   * Writes and publishes one checkpoint. A folder of its name that fails a check, and was skipped
   * when the run resumed from an older one, makes way for it.
   *
   * @return its folder
   * @throws CheckpointException if anything fails; other checkpoints are untouched
   */
  public URI write(TrainingState state, CheckpointContent content) {
    URI target = CheckpointFiles.folder(outputFolder, state.step());
    deleteIfBroken(target);
    try (Publication publication = storage.stage(target)) {
      List<Manifest.Entry> entries = writeFiles(publication.folder(), state, content);
      byte[] manifest = Manifest.json(new Manifest(Manifest.VERSION, state.step(), entries));
      write(publication.folder(), Manifest.NAME, stream -> stream.write(manifest));
      publication.publish();
      return target;
    } catch (IOException | StorageException failure) {
      throw new CheckpointException(
          "Cannot write checkpoint: folder=%s; %s; older checkpoints are untouched, make room or choose another output_dir"
              .formatted(target, failure.getMessage()),
          failure);
    }
  }

  /**
   * Deletes what killed runs left half-written. Only for the holder of the output folder's lock.
   */
  public void cleanTemporaries() {
    if (!storage.exists(outputFolder)) {
      return;
    }
    for (FileStatus status : storage.list(outputFolder)) {
      if (status.isFolder() && status.name().startsWith("_temporary-checkpoint-")) {
        storage.delete(status.uri());
      }
    }
  }

  private void deleteIfBroken(URI target) {
    if (!storage.exists(target)) {
      return;
    }
    try {
      new CheckpointReader(storage).open(target);
    } catch (CheckpointException broken) {
      LOG.warn("Replacing a checkpoint: {}", broken.getMessage());
      storage.delete(target);
    }
  }

  private List<Manifest.Entry> writeFiles(
      URI folder, TrainingState state, CheckpointContent content) throws IOException {
    List<Manifest.Entry> entries = new ArrayList<>();
    entries.add(write(folder, content.kind().file(), tensors(content.weights())));
    entries.add(write(folder, CheckpointFiles.OPTIMIZER, tensors(content.optimizer())));
    if (!content.objective().isEmpty()) {
      entries.add(write(folder, CheckpointFiles.OBJECTIVE, tensors(content.objective())));
    }
    for (Map.Entry<String, byte[]> text : new TreeMap<>(content.texts()).entrySet()) {
      entries.add(write(folder, text.getKey(), stream -> stream.write(text.getValue())));
    }
    if (content.tokenizerFolder().isPresent()) {
      for (FileStatus file : TokenizerFiles.in(storage, content.tokenizerFolder().get())) {
        entries.add(write(folder, file.name(), stream -> copy(file.uri(), stream)));
      }
    }
    byte[] json = Manifest.json(StateJson.of(state));
    entries.add(write(folder, CheckpointFiles.STATE, stream -> stream.write(json)));
    return entries;
  }

  private void copy(URI source, OutputStream target) throws IOException {
    try (InputStream stream = storage.open(source)) {
      stream.transferTo(target);
    }
  }

  private static Body tensors(List<NamedTensor> tensors) {
    return stream -> SafetensorsWriter.write(stream, tensors, SafetensorsWriter.PYTORCH);
  }

  /** What is written into a file. */
  private interface Body {
    void writeTo(OutputStream stream) throws IOException;
  }

  private Manifest.Entry write(URI folder, String name, Body body) throws IOException {
    try (HashingOutput stream = new HashingOutput(storage.create(Storage.below(folder, name)))) {
      body.writeTo(stream);
      return new Manifest.Entry(name, stream.length(), stream.finishedHash());
    }
  }
}
