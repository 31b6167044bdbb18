package dev.heddle.models.files;

import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.FirstValues;
import dev.heddle.storage.Storage;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in Hugging Face's layout on any file system: {@code config.json}, and weights in one
 * {@code model.safetensors} or in several with an index.
 *
 * <p>A model is loaded as a whole or not at all: names, shapes and types of all tensors are checked
 * before the first is read, and then each is read by position into its parameter's memory, so that
 * the weights are in memory once.
 */
public final class ModelFolder {
  /** The file of weights that are not sharded. */
  public static final String WEIGHTS = "model.safetensors";

  private static final Logger LOG = LoggerFactory.getLogger(ModelFolder.class);

  private final Storage storage;
  private final URI uri;
  private final ModelConfig<?> config;

  private ModelFolder(Storage storage, URI uri, ModelConfig<?> config) {
    this.storage = storage;
    this.uri = uri;
    this.config = config;
  }

  /**
   * Reads a folder's config; the weights stay where they are.
   *
   * @throws ModelFolderException when the folder is missing or its config cannot be used
   */
  public static ModelFolder open(Storage storage, URI uri) {
    if (!storage.exists(uri) || !storage.status(uri).isFolder()) {
      throw new ModelFolderException(
          "Cannot open model: folder=%s; no folder is there; name a folder in Hugging Face's layout"
              .formatted(uri));
    }
    return new ModelFolder(storage, uri, ModelConfig.read(storage, uri));
  }

  /** Where it is. */
  public URI uri() {
    return uri;
  }

  /** What its config says. */
  public ModelConfig<?> config() {
    return config;
  }

  /** The vocabulary of the stored model. */
  public Vocabulary vocabulary() {
    return config.vocabulary();
  }

  /**
   * Opens the weights and checks headers and index; the caller closes them.
   *
   * @throws ModelFolderException when there are none, or the index is wrong
   * @throws SafetensorsException when a file is broken
   */
  public StoredTensors weights() {
    URI single = Storage.below(uri, WEIGHTS);
    if (storage.exists(single)) {
      return SafetensorsReader.open(storage, single);
    }
    URI index = Storage.below(uri, ShardIndex.FILE);
    if (storage.exists(index)) {
      return ShardedTensors.open(storage, uri, ShardIndex.read(storage, index));
    }
    throw new ModelFolderException(
        "Cannot open weights: folder=%s; it holds neither %s nor %s; save the model with safe_serialization"
            .formatted(uri, WEIGHTS, ShardIndex.FILE));
  }

  /**
   * The stored model with the head that the request's task needs. Parameters of a head that files
   * of other tasks lack are drawn and named in the log; tensors that nothing asks for are named
   * too.
   *
   * @param request with {@link #vocabulary}, or a larger one: the rows of added tokens become the
   *     mean of the stored rows
   * @throws ModelFolderException with everything that is missing or does not fit; nothing has been
   *     loaded then
   */
  public Model load(ModelRequest request) {
    VocabularyGrowth growth =
        new VocabularyGrowth(vocabulary().size(), request.vocabulary().size());
    try (StoredTensors stored = weights()) {
      TensorNames names = new TensorNames(stored, config.architecture().baseModelPrefix());
      Model model = config.settledBy(stored).create(request.with(unsetIfStored(names)));
      try {
        LoadPlan plan = new LoadPlan(model, stored, names, config.architecture(), growth);
        plan.check();
        tell(plan);
        fill(plan, stored, request.engine(), growth);
        return model;
      } catch (RuntimeException failure) {
        model.close();
        throw failure;
      }
    }
  }

  /**
   * A model of the stored one's sizes whose parameters are unset: whoever asks for it fills all of
   * them.
   */
  public Model unfilled(ModelRequest request) {
    try (StoredTensors stored = weights()) {
      return config
          .settledBy(stored)
          .create(request.with(FirstValues.unsetWhere(everyName -> true)));
    }
  }

  private static FirstValues unsetIfStored(TensorNames names) {
    return FirstValues.unsetWhere(name -> names.find(name).isPresent());
  }

  private static void fill(
      LoadPlan plan, StoredTensors stored, TensorEngine engine, VocabularyGrowth growth) {
    plan.sources().forEach((parameter, tensor) -> growth.fill(parameter, stored, tensor, engine));
  }

  private void tell(LoadPlan plan) {
    if (!config.ignoredKeys().isEmpty()) {
      LOG.warn("Keys of {} in {} have no effect: {}", ModelConfig.FILE, uri, config.ignoredKeys());
    }
    if (!plan.fresh().isEmpty()) {
      LOG.info("Left at first values, as {} does not have them: {}", uri, plan.fresh());
    }
    if (!plan.unexpected().isEmpty()) {
      LOG.warn("Skipped tensors that the model does not have: {}", plan.unexpected());
    }
  }
}
