package dev.heddle.models.layers.attention;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.LinearGroup;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.Slot;
import dev.heddle.models.layers.norm.RmsNorm;
import java.util.ArrayList;
import java.util.List;

/**
 * Self-attention with grouped queries and rotary positions; layers are named as in Llama. Three
 * native calls: one product for queries, keys and values, one kernel that norms, turns and attends,
 * and the output.
 */
public final class GroupedQueryAttention extends SelfAttention {
  private final Site site;
  private final AttentionShape shape;
  private final Rotary rotary;
  private final LinearGroup queriesKeysValues;
  private final Slot output;
  private final Dropout dropout;
  private final List<RmsNorm> headNorms = new ArrayList<>();

  /** Built at {@code site}; {@code rotary} may be shared with other layers. */
  public GroupedQueryAttention(
      Site site, AttentionShape shape, AttentionParts parts, Rotary rotary) {
    this.site = site;
    this.shape = shape;
    this.rotary = rotary;
    Slot queries = input("q_proj", shape.queryWidth(), parts);
    Slot keys = input("k_proj", shape.keyValueWidth(), parts);
    Slot values = input("v_proj", shape.keyValueWidth(), parts);
    this.queriesKeysValues = new LinearGroup(site, List.of(queries, keys, values));
    this.output = output(parts);
    this.dropout = Dropout.at(site, "dropout", parts.dropout());
    parts
        .headNorm()
        .ifPresent(
            norm -> {
              headNorms.add(child("q_norm", norm.apply(site.at("q_norm"))));
              headNorms.add(child("k_norm", norm.apply(site.at("k_norm"))));
            });
  }

  private Slot input(String name, int out, AttentionParts parts) {
    Initializer first = parts.first();
    return slot(name, Linear.of(site.at(name), parts.width(), out, parts.inputs(), first));
  }

  private Slot output(AttentionParts parts) {
    Initializer first = parts.first();
    int in = shape.queryWidth();
    return slot("o_proj", Linear.of(site.at("o_proj"), in, parts.width(), parts.output(), first));
  }

  @Override
  public NDArray forward(NDArray x, AttentionPass pass) {
    NDArray qkv = queriesKeysValues.forward(x);
    return output.forward(
        pass.attend(site.kernels(), qkv, shape, pass.table(rotary), headNorms, dropout.mask()));
  }
}
