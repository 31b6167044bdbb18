package dev.heddle.models.layers;

/**
 * A layer without computation of its own, which gives its children a common part of their paths.
 */
public final class Branch extends Layer {
  /** Adds a child and returns it. */
  public <T extends Layer> T add(String name, T layer) {
    return child(name, layer);
  }

  /** Adds a replaceable child and returns its place. */
  public Slot addSlot(String name, Projection projection) {
    return slot(name, projection);
  }

  /** Adds a parameter that stands directly below this branch and returns it. */
  public Parameter addParameter(Parameter parameter) {
    return own(parameter);
  }
}
