package dev.heddle.models.layers.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Dropout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The attention kernel against the definition of attention, written out over single numbers: every
 * rule of who sees whom, with windows far below, near and beyond the lengths at which the kernel
 * changes its way of computing.
 */
class GroupedAttentionTest {
  private static final int HEADS = 4;
  private static final int WIDTH = 3;

  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static Stream<Arguments> cases() {
    int[] shortOnes = {5, 5, 1, 9, 2};
    int[] longOnes = {300, 300, 257, 70, 1};
    return Stream.of(shortOnes, longOnes)
        .flatMap(
            lengths ->
                Stream.of(
                        Visibility.CAUSAL,
                        Visibility.BIDIRECTIONAL,
                        Visibility.prefix(4, 0, 1, lengths[3], 1))
                    .map(visibility -> new Rule(lengths, visibility)))
        .flatMap(
            rule ->
                Stream.of(0, 1, 3, 40)
                    .flatMap(
                        window ->
                            Stream.of(
                                Arguments.of(rule.lengths, rule.visibility, window, 1, 0.0),
                                Arguments.of(rule.lengths, rule.visibility, window, 2, 0.7))));
  }

  @SuppressWarnings("ArrayRecordComponent") // carries a case, never compared
  private record Rule(int[] lengths, Visibility visibility) {}

  @ParameterizedTest
  @MethodSource("cases")
  void computesTheDefinition(
      int[] lengths, Visibility visibility, int window, int keyHeads, double cap) {
    AttentionShape shape =
        new AttentionShape(
            HEADS, keyHeads, WIDTH, 0.9, cap, window == 0 ? Optional.empty() : Optional.of(window));
    int[] ids = new int[Arrays.stream(lengths).sum()];
    PackedTokens tokens = new PackedTokens(ids, lengths);
    float[] qkv = waves(ids.length * (HEADS + 2 * keyHeads) * WIDTH);
    try (Scope scope = engine.scope()) {
      DeviceTokens device = tokens.on(scope);
      NDArray packed = scope.floats(qkv, ids.length, (HEADS + 2L * keyHeads) * WIDTH);
      NDArray mixed =
          new AttentionPass(device, visibility)
              .attend(engine.kernels(), packed, shape, List.of(), List.of(), Dropout.Mask.NONE);
      float[] right = new Definition(shape, visibility, tokens, qkv).attention();
      assertThat(mixed.toFloatArray()).containsExactly(right, within(2e-6f));
    }
  }

  private static float[] waves(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (1.5 * Math.sin(0.37 * i * i + 0.11 * i));
    }
    return values;
  }

  /** Attention as it is defined: softmax over the seen tokens, one number at a time. */
  @SuppressWarnings("ArrayRecordComponent") // carries a batch, never compared
  private record Definition(
      AttentionShape shape, Visibility visibility, PackedTokens tokens, float[] qkv) {
    float[] attention() {
      float[] out = new float[tokens.size() * HEADS * WIDTH];
      for (int sequence = 0; sequence < tokens.lengths().length; sequence++) {
        for (int place = 0; place < tokens.lengths()[sequence]; place++) {
          for (int head = 0; head < HEADS; head++) {
            mix(out, sequence, place, head);
          }
        }
      }
      return out;
    }

    private void mix(float[] out, int sequence, int place, int head) {
      int first = tokens.starts()[sequence];
      int length = tokens.lengths()[sequence];
      double[] weights = new double[length];
      double sum = 0;
      for (int other = 0; other < length; other++) {
        if (sees(sequence, place, other)) {
          weights[other] = Math.exp(logit(first + place, first + other, head));
          sum += weights[other];
        }
      }
      for (int i = 0; i < WIDTH; i++) {
        double mixed = 0;
        for (int other = 0; other < length; other++) {
          mixed += weights[other] / sum * value(first + other, head, i);
        }
        out[((first + place) * HEADS + head) * WIDTH + i] = (float) mixed;
      }
    }

    private boolean sees(int sequence, int place, int other) {
      boolean near = Math.abs(place - other) < shape.window().orElse(Integer.MAX_VALUE);
      boolean allowed =
          other <= place
              || visibility instanceof Visibility.Bidirectional
              || (visibility instanceof Visibility.Prefix prefix
                  && other < prefix.lengths()[sequence]);
      return near && allowed;
    }

    private double logit(int row, int otherRow, int head) {
      double sum = 0;
      for (int i = 0; i < WIDTH; i++) {
        sum += (double) at(row, head, i) * at(otherRow, HEADS + keyHead(head), i);
      }
      double logit = sum * shape.scale();
      return shape.cap() == 0 ? logit : shape.cap() * Math.tanh(logit / shape.cap());
    }

    private double value(int row, int head, int i) {
      return at(row, HEADS + shape.keyValueHeads() + keyHead(head), i);
    }

    private int keyHead(int head) {
      return head / (HEADS / shape.keyValueHeads());
    }

    private float at(int row, int head, int i) {
      return qkv[(row * (HEADS + 2 * shape.keyValueHeads()) + head) * WIDTH + i];
    }
  }
}
