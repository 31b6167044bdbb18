package dev.heddle.models.encoders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.layers.Site;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.models.registry.ConfigReader;
import dev.heddle.models.registry.ConfigWriter;

/** What registering an encoder takes, whatever its layers. */
public abstract class EncoderProvider<S extends Record> implements ArchitectureProvider<S> {
  private final String family;

  /**
   * A provider.
   *
   * @param family what the names of Hugging Face's classes begin with, such as {@code Bert}
   */
  protected EncoderProvider(String family) {
    this.family = family;
  }

  /** The layers for a request. */
  protected abstract EncoderArchitecture architecture(Site site, S settings, ModelRequest request);

  /** Writes the sizes. */
  protected abstract void put(ObjectNode out, S settings);

  /** The same unless Hugging Face spells it otherwise. */
  @Override
  public String modelType() {
    return name();
  }

  @Override
  public Vocabulary vocabulary(JsonNode config) {
    return new ConfigReader(config).vocabulary();
  }

  @Override
  public final ObjectNode toHuggingFace(S settings, Vocabulary vocabulary, Task task) {
    ObjectNode out = ConfigWriter.start(family, "ForMaskedLM", modelType(), task);
    put(out, settings);
    ConfigWriter.putVocabulary(out, vocabulary);
    return out;
  }

  @Override
  public final TextEncoder create(S settings, ModelRequest request) {
    Site site = request.site();
    return Encoders.create(architecture(site, settings, request), site, request);
  }
}
