package dev.heddle.objectives.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.Weights;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;

/** A model of {@code make_models.py}. */
record TinyFolder(String name) {

  private static final Storage STORAGE = HadoopStorage.local();

  /** The stored model; the caller closes it. */
  Model model(Task task, TensorEngine engine) {
    JsonNode config = Expected.read(name + "/config.json");
    Model model =
        create(Architectures.ofModelType(config.path("model_type").asText()), config, task, engine);
    try (SafetensorsReader file =
        SafetensorsReader.open(
            STORAGE, Storage.below(Expected.folder(name), "model.safetensors"))) {
      Weights.load(file, Weights.of(model), engine, Weights.Extras.REFUSE);
    }
    return model;
  }

  private static <S extends Record> Model create(
      ArchitectureProvider<S> provider, JsonNode config, Task task, TensorEngine engine) {
    return provider.create(
        provider.fromHuggingFace(config),
        new ModelRequest(provider.vocabulary(config), task, engine, Precision.FP32, 1));
  }

  /** The tokenizer; the caller closes it. */
  Tokenizer tokenizer() {
    return NativeTokenizer.load(TokenizerFiles.read(STORAGE, Expected.folder(name)));
  }

  JsonNode expected() {
    return Expected.read(name + "/expected.json");
  }
}
