package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;

/**
 * Where a layer is built: on which engine, in which precision, at which path, and from which seed
 * its parameters are drawn.
 *
 * @param owner the manager that parameters belong to
 * @param seed of the whole model; each parameter's values depend on it and on the parameter's name,
 *     not on the order of building
 * @param first whether parameters are drawn
 * @param path Hugging Face's path of the layer, empty at the root
 */
public record Site(
    TensorEngine engine,
    NDManager owner,
    Precision precision,
    long seed,
    FirstValues first,
    String path) {

  /**
   * The site of a new model, whose parameters belong to a manager of their own below the engine's
   * root.
   */
  public static Site root(TensorEngine engine, Precision precision, long seed) {
    return root(engine, precision, seed, FirstValues.DRAWN);
  }

  /** The site of a new model, some of whose parameters may stay unset. */
  public static Site root(TensorEngine engine, Precision precision, long seed, FirstValues first) {
    return new Site(engine, engine.root().newSubManager(), precision, seed, first, "");
  }

  /** The site of a child. */
  public Site at(String child) {
    return new Site(engine, owner, precision, seed, first, qualified(child));
  }

  /** Makes a parameter of the layer built here. */
  public Parameter parameter(String name, Role role, Initializer proposed, long... shape) {
    String full = qualified(name);
    NDArray value = first.initializer(full, proposed).create(engine, seed, full, shape);
    value.attach(owner);
    return new Parameter(full, value, role, engine.autograd());
  }

  /** The kernels of the engine. */
  public Kernels kernels() {
    return engine.kernels();
  }

  /** The path of what is called {@code name} here. */
  String qualified(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
