package dev.heddle.models.layers.attention;

import java.util.Optional;

/**
 * The sizes of an attention layer with grouped queries (Ainslie et al. 2023, arXiv:2305.13245).
 *
 * @param heads how many query heads
 * @param keyValueHeads how many heads of keys and values, each shared by {@code heads /
 *     keyValueHeads} neighbouring query heads
 * @param headWidth the width of a head
 * @param scale what logits are multiplied by, commonly {@code 1 / sqrt(headWidth)}
 * @param cap what logits are bent to as {@code cap · tanh(logit / cap)}; 0 leaves them straight
 * @param window how many tokens a token sees, itself and those before it; nothing for all
 */
public record AttentionShape(
    int heads,
    int keyValueHeads,
    int headWidth,
    double scale,
    double cap,
    Optional<Integer> window) {

  /** Over whole sequences, scaled by {@code 1 / sqrt(headWidth)}. */
  public static AttentionShape of(int heads, int keyValueHeads, int headWidth) {
    double scale = 1 / Math.sqrt(headWidth);
    return new AttentionShape(heads, keyValueHeads, headWidth, scale, 0, Optional.empty());
  }

  /** The same with logits multiplied by another number. */
  public AttentionShape scaledBy(double scale) {
    return new AttentionShape(heads, keyValueHeads, headWidth, scale, cap, window);
  }

  /** The same with logits bent to {@code cap · tanh(logit / cap)}; 0 leaves them straight. */
  public AttentionShape cappedAt(double cap) {
    return new AttentionShape(heads, keyValueHeads, headWidth, scale, cap, window);
  }

  /** The same within a window, or over whole sequences when there is none. */
  public AttentionShape within(Optional<Integer> window) {
    return new AttentionShape(heads, keyValueHeads, headWidth, scale, cap, window);
  }

  /** The width of all query heads side by side. */
  public int queryWidth() {
    return heads * headWidth;
  }

  /** The width of all heads of keys, or of values, side by side. */
  public int keyValueWidth() {
    return keyValueHeads * headWidth;
  }
}
