package dev.heddle.objectives.evaluation.perplexity;

/**
 * How well texts were predicted.
 *
 * @param nats the sum of −ln p of the scored tokens
 * @param tokens how many were scored
 * @param bytes length of the texts in UTF-8
 */
public record TextScore(double nats, long tokens, long bytes) {

  private static final double NATS_PER_BIT = Math.log(2);

  static final TextScore ZERO = new TextScore(0, 0, 0);

  TextScore plus(TextScore other) {
    return new TextScore(nats + other.nats, tokens + other.tokens, bytes + other.bytes);
  }

  /** The geometric mean of 1 / p over the scored tokens. */
  public double perplexity() {
    return Math.exp(nats / tokens);
  }

  /** Independent of the tokenizer, unlike the perplexity: nats / (ln 2 · bytes). */
  public double bitsPerByte() {
    return nats / NATS_PER_BIT / bytes;
  }
}
