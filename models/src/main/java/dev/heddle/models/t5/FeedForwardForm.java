package dev.heddle.models.t5;

import dev.heddle.models.layers.feedforward.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What {@code feed_forward_proj} says.
 *
 * @param inputs the names of the layers that read the block's input: the activated one, and in a
 *     gated unit the one it is multiplied with
 * @param kernel maps the outputs of these layers side by side to the input of the last one
 */
record FeedForwardForm(List<String> inputs, String kernel) {
  private static final String GATED = "gated-";

  /** All that Heddle computes. */
  static List<String> keys() {
    return Arrays.stream(Activation.values())
        .map(activation -> activation.name().toLowerCase(Locale.ROOT))
        .flatMap(key -> Stream.of(key, GATED + key))
        .toList();
  }

  /** The form of one of {@link #keys}. */
  static FeedForwardForm of(String key) {
    if (!key.startsWith(GATED)) {
      return new FeedForwardForm(List.of("wi"), activation(key).kernel());
    }
    // The name that version 1.1 was published with; its gelu is the approximate one all the same.
    Activation activation =
        key.equals("gated-gelu") ? Activation.GELU_NEW : activation(key.substring(GATED.length()));
    return new FeedForwardForm(List.of("wi_0", "wi_1"), activation.gatedKernel());
  }

  private static Activation activation(String key) {
    return Activation.valueOf(key.toUpperCase(Locale.ROOT));
  }
}
