package dev.heddle.jobs.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.jobs.run.AdaptedModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.HuggingFaceFolder;
import dev.heddle.models.files.ModelCard;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.files.NamedTensor;
import dev.heddle.models.files.Weights;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.Architectures;
import dev.heddle.peft.Adapter;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the model that an adapter changes, with the change in its weights. */
final class MergedExport {
  private static final Logger log = LoggerFactory.getLogger(MergedExport.class);

  private final Storage storage;

  MergedExport(Storage storage) {
    this.storage = storage;
  }

  /**
   * Writes a folder that {@code transformers} loads without PEFT.
   *
   * @param adapter where the adapter and its tokenizer are
   */
  void write(URI adapter, URI target, ModelCard card) {
    AdaptedModel stored = AdaptedModel.open(storage, adapter);
    ModelFolder base = stored.model();
    int threads = Runtime.getRuntime().availableProcessors();
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, threads);
        Model model = base.load(request(stored, engine))) {
      List<String> own = model.parameters().stream().map(parameter -> parameter.name()).toList();
      Adapter attached = AdapterFolder.open(storage, adapter).method().attach(model, 0);
      attached.merge();
      new HuggingFaceFolder(
              tensors(model, Set.copyOf(own)),
              config(Architectures.ofModelType(model.modelType()), model),
              Optional.of(adapter),
              Optional.of(card.markdown()))
          .writeInto(storage, target);
    }
    log.info("The merged model is in {}", target);
  }

  private static ModelRequest request(AdaptedModel stored, TensorEngine engine) {
    return new ModelRequest(stored.model().vocabulary(), stored.task(), engine, Precision.FP32, 0);
  }

  /** The model's own parameters, without those that the adapter has added. */
  private static List<NamedTensor> tensors(Model model, Set<String> own) {
    return Weights.tensors(
        Weights.of(model).entrySet().stream()
            .filter(entry -> own.contains(entry.getKey()))
            .collect(Collectors.toMap(entry -> entry.getKey(), entry -> entry.getValue())));
  }

  private static <S extends Record> ObjectNode config(
      ArchitectureProvider<S> architecture, Model model) {
    S settings = architecture.settingsType().cast(model.settings());
    return architecture.toHuggingFace(settings, model.vocabulary(), model.task());
  }
}
