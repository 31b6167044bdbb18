package dev.heddle.models.encoderdecoder;

/**
 * How a family names the projections of its attention and weighs its logits.
 *
 * @param heads how many heads share the projections' width
 * @param scale what the product of a query and a key is multiplied by
 * @param dropout the probability with which a weight of attention is dropped
 */
public record AttentionForm(
    String query,
    String key,
    String value,
    String output,
    int heads,
    double scale,
    double dropout) {}
