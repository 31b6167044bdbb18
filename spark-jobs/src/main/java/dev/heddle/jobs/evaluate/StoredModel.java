package dev.heddle.jobs.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Bf16;
import dev.heddle.trainer.Bf16.DeviceKind;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;

/** A model in Hugging Face's layout, with the head it was stored with. */
final class StoredModel {
  private static final int CLASSES_UNLESS_SAID = 2;

  private final ModelFolder folder;

  private StoredModel(ModelFolder folder) {
    this.folder = folder;
  }

  static StoredModel open(Storage storage, URI folder) {
    return new StoredModel(ModelFolder.open(storage, folder));
  }

  /** The model on an engine; the caller closes it. */
  Model load(TensorEngine engine, Bf16 bf16) {
    DeviceKind device = engine.device().isGpu() ? DeviceKind.CUDA : DeviceKind.CPU;
    Precision precision = bf16.isOn(device) ? Precision.BF16 : Precision.FP32;
    // Nothing is drawn: all values are stored, so the seed does not matter.
    return folder.load(
        new ModelRequest(folder.vocabulary(), task(folder.config().json()), engine, precision, 0));
  }

  /** What the head is for: {@code transformers} names a model's class after it. */
  static Task task(JsonNode config) {
    String name = config.path("architectures").path(0).asText();
    if (name.endsWith("ForSequenceClassification")) {
      return new Task.SequenceClassification(labels(config));
    }
    if (name.endsWith("ForTokenClassification")) {
      return new Task.TokenClassification(labels(config));
    }
    boolean hasHead = name.isEmpty() || name.contains("For") || name.endsWith("LMHeadModel");
    return hasHead ? Task.LANGUAGE_MODELLING : new Task.Embedding();
  }

  /** As {@code transformers} numbers and names them where the config does not. */
  private static List<String> labels(JsonNode config) {
    JsonNode names = config.path("id2label");
    int classes =
        names.isEmpty() ? config.path("num_labels").asInt(CLASSES_UNLESS_SAID) : names.size();
    return IntStream.range(0, classes)
        .mapToObj(number -> names.path("" + number).asText("LABEL_" + number))
        .toList();
  }
}
