package dev.heddle.models.layers;

import java.util.function.Function;

/** A layer under the name that its parent gives it. */
public record Named<T extends Layer>(String name, T layer) {
  /** Makes the layer that stands as {@code name} below {@code parent}. */
  public static <T extends Layer> Named<T> below(
      Site parent, String name, Function<Site, ? extends T> make) {
    return new Named<>(name, make.apply(parent.at(name)));
  }
}
