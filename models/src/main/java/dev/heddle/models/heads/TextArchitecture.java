package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.Visibility;
import dev.heddle.models.VocabularyHead;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.attention.AttentionPass;
import java.util.Map;

/**
 * The layers of one architecture that reads texts, below its heads, and how its heads are built. A
 * head's layers join the tree when it is asked for, so each is asked for once at most.
 */
public interface TextArchitecture {
  /** Hugging Face's {@code model_type}. */
  String modelType();

  /** The sizes. */
  Record settings();

  /** The width of a token's vector. */
  int width();

  /** The longest sequence it takes, in tokens. */
  int maximumLength();

  /** How many kinds of tokens it tells apart, such as first and second text; at least 1. */
  default int tokenTypes() {
    return 1;
  }

  /** The tree of all layers, heads included. */
  Layer root();

  /** Who sees whom unless a caller says otherwise. */
  Visibility visibility();

  /**
   * Refuses a rule of who sees whom that it does not compute.
   *
   * @throws IllegalArgumentException naming the rule
   */
  void requireComputed(Visibility visibility);

  /**
   * Encodes a batch that was checked.
   *
   * @return {@code [tokens, width]}, fp32, owned by the manager of the pass's tokens
   */
  NDArray encode(AttentionPass pass);

  /** The head that predicts tokens. */
  VocabularyHead vocabularyHead();

  /** What {@link dev.heddle.models.Model#tiedNames} says of the head that predicts tokens. */
  Map<String, String> tiedNames();

  /** The head that puts a sequence into one of several classes. */
  SequenceHead sequenceHead(int labels);

  /** The head that puts a token into one of several classes. */
  ClassificationHead tokenHead(int labels);
}
