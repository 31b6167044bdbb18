package dev.heddle.jobs.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.Choice;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.models.SentenceEncoding;
import dev.heddle.models.Visibility;
import dev.heddle.models.files.SentenceTransformersFolder;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What sentence-transformers looks for in a model's folder, where the objective was vectors. */
final class SentenceExport {

  /** Under which key families keep the width of a token's vector. */
  private static final List<String> WIDTHS = List.of("hidden_size", "d_model", "n_embd");

  private final Storage storage;
  private final Optional<SentenceEncoding> encoding;
  private final int maxSeqLength;

  SentenceExport(Storage storage, RunSettings settings) {
    this.storage = storage;
    this.encoding = encoding(settings.objective());
    this.maxSeqLength = settings.dataset().maxSeqLength();
  }

  /** Says in a model's config that texts are seen as a whole; decoders of transformers ask. */
  void describe(ObjectNode config) {
    if (encoding.isPresent() && encoding.get().visibility().equals(Visibility.BIDIRECTIONAL)) {
      config.put("is_causal", false);
    }
  }

  /** Writes the files beside the model's. */
  void writeInto(URI folder, ObjectNode config) {
    int width = WIDTHS.stream().mapToInt(key -> config.path(key).asInt()).max().orElseThrow();
    encoding.ifPresent(
        found ->
            new SentenceTransformersFolder(
                    found.pooling(), OptionalInt.of(maxSeqLength), found.prompts())
                .writeInto(storage, folder, width));
  }

  @SuppressWarnings("unchecked") // a Choice holds settings of its variant's type
  private static <S extends Record> Optional<SentenceEncoding> encoding(
      Choice<ObjectiveProvider<?>> objective) {
    return ((ObjectiveProvider<S>) objective.variant()).sentences((S) objective.settings());
  }
}
