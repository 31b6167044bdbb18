package dev.heddle.models.heads;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.AbstractArchitectureProvider;
import dev.heddle.models.registry.ClassNames;
import dev.heddle.models.registry.ConfigWriter;

/**
 * What registering an encoder or a decoder takes, whatever its layers.
 *
 * @param <S> its sizes
 */
public abstract class TextModelProvider<S extends Record> extends AbstractArchitectureProvider<S> {
  private final ClassNames classes;

  /**
   * A provider.
   *
   * @param name Hugging Face's {@code model_type}
   * @param classes which class of transformers loads which model
   */
  protected TextModelProvider(String name, ClassNames classes, Class<S> settingsType) {
    super(name, settingsType);
    this.classes = classes;
  }

  /** The layers for a request. */
  protected abstract TextArchitecture architecture(Site site, S settings, ModelRequest request);

  /** Writes the sizes. */
  protected abstract void put(ObjectNode out, S settings);

  /** Whether transformers knows the family with a head that puts tokens into classes. */
  protected boolean classifiesTokens() {
    return true;
  }

  @Override
  public final ObjectNode toHuggingFace(S settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = ConfigWriter.start(classes, modelType(), task);
    put(out, settings);
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }

  @Override
  public final TextEncoder create(S settings, ModelRequest request) {
    if (request.task() instanceof Task.TokenClassification && !classifiesTokens()) {
      throw refused(
          request.task(),
          "transformers has no such head in this family; classify sequences, or take an encoder");
    }
    Site site = request.site();
    return TextModels.create(architecture(site, settings, request), site, request);
  }
}
