package dev.heddle.models.decoder;

import dev.heddle.models.Pooling;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.VocabularyProjection;
import dev.heddle.models.heads.BodyTree;
import dev.heddle.models.heads.ClassificationHead;
import dev.heddle.models.heads.SequenceHead;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import java.util.List;
import java.util.Map;

/**
 * The heads that decoders have under Hugging Face's names, each a linear layer.
 *
 * @param tree where they go
 * @param embeddings the table {@code [vocabulary, width]}
 * @param tied whether the head that predicts tokens is that table
 * @param first the first values of matrices
 */
public record DecoderHeads(
    BodyTree<?> tree, Parameter embeddings, boolean tied, Initializer first) {
  private static final String LANGUAGE = "lm_head";
  private static final String SCORE = "score";

  /** That of transformers for configs without a key for it, such as all decoders' here. */
  private static final double TOKEN_DROPOUT = 0.1;

  /**
   * The head that predicts tokens.
   *
   * @param cap what logits are bent to as {@code cap · tanh(logit / cap)}; 0 leaves them straight
   */
  public VocabularyHead vocabulary(double cap) {
    return VocabularyHead.linear(VocabularyProjection.capped(tree.site(), cap, List.of(table())));
  }

  private Parameter table() {
    if (tied) {
      return embeddings;
    }
    long[] shape = embeddings.shape().getShape();
    return tree.top().at(LANGUAGE).addParameter("weight", Role.WEIGHT, first, shape);
  }

  /** What {@link dev.heddle.models.Model#tiedNames} says of it. */
  public Map<String, String> tiedNames() {
    return tied ? Map.of(LANGUAGE + ".weight", embeddings.name()) : Map.of();
  }

  /** The head that puts a sequence into classes by its last token. */
  public SequenceHead sequences(int labels) {
    return new SequenceHead(Pooling.LAST, classes(SCORE, labels, Linear.Bias.ABSENT));
  }

  /** The head that puts tokens into classes, under the name that most families give it. */
  public ClassificationHead tokens(int labels) {
    return tokens(SCORE, labels);
  }

  /** The same under another name. */
  public ClassificationHead tokens(String name, int labels) {
    Dropout dropout = Dropout.at(tree.site(), "dropout", TOKEN_DROPOUT);
    return classes(name, labels, Linear.Bias.PRESENT).readingFrom(dropout::forward);
  }

  private ClassificationHead classes(String name, int labels, Linear.Bias bias) {
    long width = embeddings.shape().get(1);
    return ClassificationHead.linear(
        tree.site().kernels(),
        tree.top().addSlot(name, at -> Linear.of(at, width, labels, bias, first)));
  }
}
