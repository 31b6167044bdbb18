package dev.heddle.jobs.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.files.ModelFolder;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.peft.AdapterException;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A stored model: a folder with its weights, or one with an adapter, which names the folder of the
 * model that it changes.
 */
public final class AdaptedModel {
  private static final String CONFIG = "config.json";

  /** The last layer of a classifier, by the names that its families give it. */
  private static final Pattern OUTPUT =
      Pattern.compile(".*\\b(classifier|score|classifier\\.out_proj)\\.weight");

  private final Storage storage;
  private final URI folder;
  private final Optional<AdapterFolder> adapter;
  private final URI model;

  private AdaptedModel(Storage storage, URI folder, Optional<AdapterFolder> adapter) {
    this.storage = storage;
    this.folder = folder;
    this.adapter = adapter;
    this.model = adapter.map(AdapterFolder::base).map(storage::resolve).orElse(folder);
  }

  /** Sees what a folder holds, and reads an adapter's config. */
  public static AdaptedModel open(Storage storage, URI folder) {
    return new AdaptedModel(
        storage,
        folder,
        AdapterFolder.isOne(storage, folder)
            ? Optional.of(AdapterFolder.open(storage, folder))
            : Optional.empty());
  }

  /** The model's own folder, whose config is read. */
  public ModelFolder model() {
    return ModelFolder.open(storage, model);
  }

  /** The folder to read a file from: this one, or the changed model's where it is not here. */
  public URI having(String file) {
    return adapter.isEmpty() || storage.exists(Storage.below(folder, file)) ? folder : model;
  }

  /** The model, with what the adapter adds to it; the caller closes it. */
  public Model load(ModelRequest request) {
    Model loaded = model().load(request);
    try {
      // All values are stored, so the seed of the adapter does not matter.
      adapter.ifPresent(found -> found.method().attach(loaded, 0));
      return loaded;
    } catch (RuntimeException failure) {
      loaded.close();
      throw failure;
    }
  }

  /** What the head is for. */
  public Task task() {
    if (adapter.isEmpty() || knowsItsModel()) {
      return described().config().task();
    }
    return switch (adapter.get().config().path("task_type").asText()) {
      case "SEQ_CLS" -> new Task.SequenceClassification(labels(adapter.get()));
      case "TOKEN_CLS" -> new Task.TokenClassification(labels(adapter.get()));
      default -> described().config().task();
    };
  }

  /** The config of the whole model: beside an adapter if it is there, since it knows the labels. */
  public JsonNode config() {
    return described().config().json();
  }

  private boolean knowsItsModel() {
    return !having(CONFIG).equals(model);
  }

  private ModelFolder described() {
    return ModelFolder.open(storage, having(CONFIG));
  }

  private static List<String> labels(AdapterFolder adapter) {
    return IntStream.range(0, classes(adapter)).mapToObj(number -> "LABEL_" + number).toList();
  }

  private static int classes(AdapterFolder adapter) {
    try (SafetensorsReader weights = adapter.weights()) {
      return weights.header().tensors().stream()
          .filter(tensor -> OUTPUT.matcher(tensor.name()).matches())
          .map(TensorInfo::shape)
          .map(shape -> shape.get(0).intValue())
          .findFirst()
          .orElseThrow(
              () ->
                  new AdapterException(
                      "Cannot read adapter: folder=%s; it holds no classifier; save it with modules_to_save=[classifier]"
                          .formatted(adapter.uri())));
    }
  }
}
