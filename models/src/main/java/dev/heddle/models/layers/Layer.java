package dev.heddle.models.layers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node of a model: its own parameters, then named children, in the order of Hugging Face's
 * modules. Every layer has a {@code forward} of its own signature; the tree exists for what is not
 * computation: listing, saving, freezing, replacing.
 */
public abstract class Layer {
  private final List<Parameter> own = new ArrayList<>();
  private final Map<String, Layer> children = new LinkedHashMap<>();
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  /** Adds a parameter of this layer. Adding another layer's parameter ties the two. */
  protected final Parameter own(Parameter parameter) {
    own.add(parameter);
    return parameter;
  }

  /** Adds a child that stays. */
  protected final <T extends Layer> T child(String name, T layer) {
    children.put(name, layer);
    return layer;
  }

  /** Adds a child that stays. */
  protected final <T extends Layer> T child(Named<T> named) {
    return child(named.name(), named.layer());
  }

  /** Adds a child that others may replace. */
  protected final Slot slot(String name, Projection projection) {
    Slot slot = new Slot(projection);
    slots.put(name, slot);
    // Holds the place in the order of children; the layer itself is asked for when needed.
    children.put(name, null);
    return slot;
  }

  /** The children at present, by name, in order. */
  public final Map<String, Layer> children() {
    Map<String, Layer> present = new LinkedHashMap<>(children);
    slots.forEach((name, slot) -> present.put(name, slot.layer()));
    return Collections.unmodifiableMap(present);
  }

  /** The parameters of this layer alone. */
  public final List<Parameter> ownParameters() {
    return Collections.unmodifiableList(own);
  }

  /** All parameters at and below this layer, in a fixed order, tied ones once. */
  public final List<Parameter> parameters() {
    Set<Parameter> found = new LinkedHashSet<>();
    collect(found);
    return List.copyOf(found);
  }

  private void collect(Collection<Parameter> found) {
    found.addAll(own);
    children().values().forEach(child -> child.collect(found));
  }

  /**
   * Every replaceable linear layer below this one by its path, such as {@code
   * model.layers.0.attn.Wqkv}, in order.
   */
  public final Map<String, Slot> projections() {
    Map<String, Slot> found = new LinkedHashMap<>();
    collect("", found);
    return Collections.unmodifiableMap(found);
  }

  /** Every table below this layer by its path, such as {@code model.embed_tokens}, in order. */
  public final Map<String, Embedding> embeddings() {
    Map<String, Embedding> found = new LinkedHashMap<>();
    collectEmbeddings("", found);
    return Collections.unmodifiableMap(found);
  }

  private void collectEmbeddings(String prefix, Map<String, Embedding> found) {
    children()
        .forEach(
            (name, child) -> {
              if (child instanceof Embedding embedding) {
                found.put(prefix + name, embedding);
              }
              child.collectEmbeddings(prefix + name + ".", found);
            });
  }

  private void collect(String prefix, Map<String, Slot> found) {
    children()
        .forEach(
            (name, child) -> {
              if (slots.containsKey(name)) {
                found.put(prefix + name, slots.get(name));
              }
              child.collect(prefix + name + ".", found);
            });
  }
}
