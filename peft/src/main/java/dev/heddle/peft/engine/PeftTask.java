package dev.heddle.peft.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.Task;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import java.util.Optional;

/** What PEFT calls the use of a model. */
public final class PeftTask {
  private PeftTask() {}

  /**
   * Writes {@code task_type} into an adapter's config. PEFT has no name for predicting masked
   * tokens; then the class of the model is told instead.
   */
  public static void write(Model model, ObjectNode config) {
    Optional<String> type = type(model);
    config.put("task_type", type.orElse(null));
    if (type.isEmpty()) {
      ObjectNode mapping = config.putObject("auto_mapping");
      mapping.put("base_model_class", modelClass(model));
      mapping.put("parent_library", library(model.modelType()));
    }
  }

  private static Optional<String> type(Model model) {
    Task task = model.task();
    if (task instanceof Task.SequenceClassification) {
      return Optional.of("SEQ_CLS");
    }
    if (task instanceof Task.TokenClassification) {
      return Optional.of("TOKEN_CLS");
    }
    if (task instanceof Task.Embedding) {
      return Optional.of("FEATURE_EXTRACTION");
    }
    if (model instanceof CausalLanguageModel) {
      return Optional.of("CAUSAL_LM");
    }
    return model instanceof SequenceToSequenceModel
        ? Optional.of("SEQ_2_SEQ_LM")
        : Optional.empty();
  }

  private static String modelClass(Model model) {
    return config(Architectures.ofModelType(model.modelType()), model)
        .path("architectures")
        .path(0)
        .asText();
  }

  private static <S extends Record> ObjectNode config(
      ArchitectureProvider<S> architecture, Model model) {
    S settings = architecture.settingsType().cast(model.settings());
    return architecture.toHuggingFace(settings, model.vocabulary(), model.task());
  }

  private static String library(String modelType) {
    String name = modelType.replace('-', '_').replaceAll("_text$", "");
    return "transformers.models.%s.modeling_%s".formatted(name, name);
  }
}
