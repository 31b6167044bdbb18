package dev.heddle.jobs.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.run.Versions;
import dev.heddle.models.files.HuggingFaceFolder;
import dev.heddle.models.files.ModelCard;
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
import java.util.TreeMap;
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
    ObjectNode config = config(checkpoint.folder());
    try (SafetensorsReader weights = checkpoint.weights()) {
      List<NamedTensor> tensors =
          weights.header().tensors().stream().map(info -> tensor(weights, info)).toList();
      new HuggingFaceFolder(
              tensors,
              config,
              Optional.of(checkpoint.folder()),
              Optional.of(card(checkpoint, settings, config, evaluation).markdown()))
          .writeInto(storage, folder.uri());
    }
    log.info("The model is in {}", folder.uri());
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

  private static ModelCard card(
      Checkpoint checkpoint,
      RunSettings settings,
      ObjectNode config,
      Map<String, Double> evaluation) {
    String modelType = config.path("model_type").asText();
    String objective = settings.objective().variant().name();
    Map<String, String> hyperparameters = new TreeMap<>();
    hyperparameters.put("objective.type", objective);
    hyperparameters.put("dataset.max_seq_length", "" + settings.dataset().maxSeqLength());
    hyperparameters.put("trainer.learning_rate", "" + settings.trainer().learningRate());
    hyperparameters.put("trainer.lr_scheduler_type", "" + settings.trainer().lrSchedulerType());
    hyperparameters.put("trainer.weight_decay", "" + settings.trainer().weightDecay());
    hyperparameters.put("trainer.seed", "" + settings.trainer().seed());
    hyperparameters.put("samples of a step", "" + checkpoint.state().globalBatch());
    hyperparameters.put("steps", "" + checkpoint.state().step());
    hyperparameters.put("tokens", "" + checkpoint.state().tokens());
    return new ModelCard(
        settings.title(),
        "transformers",
        ModelCard.pipelineTag(config.path("architectures").path(0).asText()),
        "",
        "",
        List.of(),
        List.of("heddle", modelType, objective),
        List.of(),
        "A %s model %s with Heddle."
            .formatted(
                modelType,
                settings
                    .model()
                    .path()
                    .map(path -> "trained further from `" + path + "`")
                    .orElse("trained from scratch")),
        hyperparameters,
        evaluation,
        Versions.all());
  }
}
