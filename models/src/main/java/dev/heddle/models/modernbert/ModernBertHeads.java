package dev.heddle.models.modernbert;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.heads.BodyTree;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.LayerNorm;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Place;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Slot;
import java.util.List;
import java.util.Map;

/**
 * The heads of encoder and decoder, each of which begins with {@code norm(gelu(dense(x)))}.
 *
 * @param tree where they go
 * @param embeddings the table {@code [vocabulary, width]}, which also predicts tokens
 */
record ModernBertHeads(BodyTree<?> tree, ModernBertSettings settings, Parameter embeddings) {
  private static final String PREDICTIONS = "decoder";

  /** What every head begins with. */
  private record Beginning(Slot dense, LayerNorm norm) {
    NDArray forward(NDArray x) {
      return norm.ofGelu(dense.forward(x));
    }
  }

  /**
   * The head that predicts tokens.
   *
   * @param name what files call its beginning
   */
  VocabularyHead vocabulary(String name) {
    Beginning beginning = beginning(name);
    return new VocabularyHead(
        VocabularyProjection.straight(tree.site(), decoder()), beginning::forward);
  }

  private List<Parameter> decoder() {
    return settings.decoderBias() ? List.of(embeddings, bias()) : List.of(embeddings);
  }

  private Parameter bias() {
    long tokens = embeddings.shape().get(0);
    return tree.top()
        .at(PREDICTIONS)
        .addParameter("bias", Role.BIAS, Initializer.constant(0), tokens);
  }

  /** What {@link dev.heddle.models.Model#tiedNames} says of it. */
  Map<String, String> tiedNames() {
    return Map.of(PREDICTIONS + ".weight", embeddings.name());
  }

  /** A head that tells classes apart. */
  ClassificationHead classes(int labels, Linear.Bias bias) {
    Beginning beginning = beginning("head");
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Slot output = tree.top().addSlot("classifier", at -> blocks.classifier(at, labels, bias));
    Dropout dropout = Dropout.at(tree.site(), "drop", settings.classifierDropout());
    return new ClassificationHead(tree.site().kernels(), beginning::forward, output)
        .readingFrom(dropout::forward);
  }

  private Beginning beginning(String name) {
    ModernBertBlocks blocks = new ModernBertBlocks(settings);
    Place place = tree.top().at(name);
    int width = settings.hiddenSize();
    Linear.Bias bias = Linear.Bias.of(settings.classifierBias());
    return new Beginning(
        place.addSlot("dense", at -> blocks.writing(at, width, width, bias)),
        place.add("norm", blocks::norm));
  }
}
