package dev.heddle.jobs.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.run.Versions;
import dev.heddle.models.files.ModelCard;
import dev.heddle.trainer.checkpoint.Checkpoint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The card of what a run has made.
 *
 * @param evaluation metrics; empty leaves them out
 */
record RunCard(Checkpoint checkpoint, RunSettings settings, Map<String, Double> evaluation) {

  /**
   * Of a whole model.
   *
   * @param config its {@code config.json}
   */
  ModelCard ofModel(JsonNode config) {
    String origin =
        settings
            .model()
            .path()
            .map(path -> "trained further from `" + path + "`")
            .orElse("trained from scratch");
    return card("transformers", "", config, "A %s model %s with Heddle.", origin);
  }

  /**
   * Of an adapter.
   *
   * @param config the {@code config.json} of the model that it changes
   */
  ModelCard ofAdapter(JsonNode config) {
    String base = settings.model().path().orElse("");
    return card("peft", base, config, "An adapter of a %s model, `%s`, trained with Heddle.", base);
  }

  private ModelCard card(
      String library, String base, JsonNode config, String description, String origin) {
    String modelType = config.path("model_type").asText();
    return new ModelCard(
        settings.title(),
        library,
        ModelCard.pipelineTag(config.path("architectures").path(0).asText()),
        base,
        "",
        List.of(),
        tags(modelType),
        List.of(),
        description.formatted(modelType, origin),
        hyperparameters(),
        evaluation,
        Versions.all());
  }

  private List<String> tags(String modelType) {
    Stream<String> always = Stream.of("heddle", modelType, settings.objective().variant().name());
    Stream<String> method = settings.peft().stream().map(choice -> choice.variant().name());
    return Stream.concat(always, method).toList();
  }

  private Map<String, String> hyperparameters() {
    Map<String, String> all = new TreeMap<>();
    all.put("objective.type", settings.objective().variant().name());
    settings.peft().ifPresent(choice -> all.put("peft", choice.settings().toString()));
    all.put("dataset.max_seq_length", "" + settings.dataset().maxSeqLength());
    all.put("trainer.learning_rate", "" + settings.trainer().learningRate());
    all.put("trainer.lr_scheduler_type", "" + settings.trainer().lrSchedulerType());
    all.put("trainer.weight_decay", "" + settings.trainer().weightDecay());
    all.put("trainer.seed", "" + settings.trainer().seed());
    all.put("samples of a step", "" + checkpoint.state().globalBatch());
    all.put("steps", "" + checkpoint.state().step());
    all.put("tokens", "" + checkpoint.state().tokens());
    return all;
  }
}
