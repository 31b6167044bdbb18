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
    Activation activation = Activation.valueOf(activationKey(key).toUpperCase(Locale.ROOT));
    return isGated(key)
        ? new FeedForwardForm(List.of("wi_0", "wi_1"), activation.gatedKernel())
        : new FeedForwardForm(List.of("wi"), activation.kernel());
  }

  /** Whether one of {@link #keys} means a gated unit. */
  static boolean isGated(String key) {
    return key.startsWith(GATED);
  }

  /** The name of the activation that one of {@link #keys} means. */
  static String activationKey(String key) {
    // The name that version 1.1 was published with; its gelu is the approximate one all the same.
    return key.equals("gated-gelu") ? "gelu_new" : key.replace(GATED, "");
  }
}
