package dev.heddle.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.jobs.run.AdaptedModel;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.models.files.HuggingFaceFolder;
import dev.heddle.models.files.NamedTensor;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the model of a checkpoint into the run's folder, where {@code transformers} looks for it:
 * weights, config, tokenizer, and a card that says how it was made.
 */
public final class HuggingFaceExport {
  private static final Logger log = LoggerFactory.getLogger(HuggingFaceExport.class);
  private static final ObjectMapper json = new ObjectMapper();

  private final Storage storage;

  public HuggingFaceExport(Storage storage) {
    this.storage = storage;
  }

  /**
   * Copies what belongs to the model. Weights pass through in parts, so their size does not matter.
   *
   * @param evaluation metrics for the card; empty leaves them out
   */
  public void copy(
      Checkpoint checkpoint,
      OutputFolder folder,
      RunSettings settings,
      Map<String, Double> evaluation) {
    RunCard card = new RunCard(checkpoint, settings, evaluation);
    AnswerEnd end = new AnswerEnd(storage, settings);
    if (checkpoint.isAdapter()) {
      JsonNode adapted = adapted(checkpoint);
      new AdapterExport(storage).copy(checkpoint, folder, card.ofAdapter(adapted));
      end.writeInto(folder.uri(), adapted);
      return;
    }
    ObjectNode config = config(checkpoint.folder());
    SentenceExport sentences = new SentenceExport(storage, settings);
    sentences.describe(config);
    try (SafetensorsReader weights = checkpoint.weights()) {
      List<NamedTensor> tensors =
          weights.header().tensors().stream().map(info -> tensor(weights, info)).toList();
      new HuggingFaceFolder(
              tensors,
              config,
              Optional.of(checkpoint.folder()),
              Optional.of(card.ofModel(config).markdown()))
          .writeInto(storage, folder.uri());
    }
    sentences.writeInto(folder.uri(), config);
    end.writeInto(folder.uri(), config);
    log.info("The model is in {}", folder.uri());
  }

  /** The config of the model that an adapter changes. */
  private JsonNode adapted(Checkpoint checkpoint) {
    return AdaptedModel.open(storage, checkpoint.folder()).config();
  }

  private static NamedTensor tensor(SafetensorsReader weights, TensorInfo info) {
    return new NamedTensor(info, () -> new TensorParts(weights, info));
  }

  private ObjectNode config(URI checkpoint) {
    try {
      return (ObjectNode) json.readTree(storage.read(Storage.below(checkpoint, "config.json")));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "Cannot export: checkpoint=" + checkpoint + "; its config.json is not JSON", failure);
    }
  }
}
