package dev.heddle.jobs.export;

import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.models.files.CarriedFiles;
import dev.heddle.models.files.ModelCard;
import dev.heddle.models.files.NamedTensor;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.SafetensorsWriter;
import dev.heddle.models.files.TokenizerFiles;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.storage.FileStatus;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.Checkpoint;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the adapter of a checkpoint into the run's folder, where PEFT looks for it: weights, config,
 * the model's tokenizer, and a card that says how it was made.
 */
final class AdapterExport {
  private static final Logger log = LoggerFactory.getLogger(AdapterExport.class);
  private static final String CONFIG = "config.json";

  private final Storage storage;

  AdapterExport(Storage storage) {
    this.storage = storage;
  }

  /** Copies what belongs to the adapter, the weights first. */
  void copy(Checkpoint checkpoint, OutputFolder folder, ModelCard card) {
    try (SafetensorsReader weights = checkpoint.weights()) {
      List<NamedTensor> tensors =
          weights.header().tensors().stream()
              .map(info -> new NamedTensor(info, () -> new TensorParts(weights, info)))
              .toList();
      storage.replace(
          folder.file(AdapterFolder.WEIGHTS),
          stream -> SafetensorsWriter.write(stream, tensors, SafetensorsWriter.PYTORCH));
    }
    smallFiles(checkpoint.folder())
        .forEach(file -> storage.replace(folder.file(file.name()), storage.read(file.uri())));
    storage.replace(folder.file(ModelCard.FILE), card.markdown().getBytes(StandardCharsets.UTF_8));
    log.info("The adapter is in {}", folder.uri());
  }

  /** The config; that of the whole model besides, where it knows the labels. */
  private Stream<FileStatus> smallFiles(URI checkpoint) {
    Stream<FileStatus> configs =
        storage.list(checkpoint).stream()
            .filter(file -> file.name().equals(AdapterFolder.CONFIG) || file.name().equals(CONFIG));
    return Stream.of(
            configs,
            TokenizerFiles.in(storage, checkpoint).stream(),
            CarriedFiles.ofModel(storage, checkpoint).stream())
        .flatMap(stream -> stream);
  }
}
