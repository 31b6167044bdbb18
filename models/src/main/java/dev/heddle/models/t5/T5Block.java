package dev.heddle.models.t5;

import dev.heddle.models.encoderdecoder.CrossAttention;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Site;

/**
 * What a block of the encoder and one of the decoder have in common: self-attention first, and how
 * parts are named.
 */
abstract class T5Block extends Layer {
  private final Site site;
  private final T5Settings settings;
  private final Branch parts;
  private final T5Sublayer<T5SelfAttention> attention;
  private int count;

  T5Block(Site site, T5Settings settings) {
    this.site = site.at("layer");
    this.settings = settings;
    this.parts = child("layer", new Branch());
    String name = "SelfAttention";
    this.attention = add(name, new T5SelfAttention(next().at(name), settings));
  }

  final T5Sublayer<CrossAttention> addCrossAttention() {
    String name = "EncDecAttention";
    return add(name, new T5Blocks(settings).crossAttention(next().at(name)));
  }

  final T5Sublayer<T5FeedForward> addFeedForward() {
    // The name of the first version, whose activation was always relu.
    String name = "DenseReluDense";
    return add(name, new T5FeedForward(next().at(name), settings));
  }

  final T5Sublayer<T5SelfAttention> attention() {
    return attention;
  }

  private <T extends Layer> T5Sublayer<T> add(String name, T part) {
    T5Sublayer<T> sublayer = new T5Sublayer<>(next(), settings, name, part);
    return parts.add(Integer.toString(count++), sublayer);
  }

  private Site next() {
    return site.at(Integer.toString(count));
  }
}
