package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;

/** Makes a parameter's first values: a pure function of seed, name and shape. */
@FunctionalInterface
public interface Initializer {
  /** Beyond this many deviations lies less than float32 can tell from nothing. */
  double NO_CUTOFF = 100;

  /**
   * Fresh fp32 values on the engine's device, owned by the engine's root until attached elsewhere.
   */
  NDArray create(TensorEngine engine, long seed, String name, long... shape);

  /** Normal around 0. */
  static Initializer normal(double deviation) {
    return truncatedNormal(deviation, NO_CUTOFF);
  }

  /**
   * Normal around 0, drawn again (in distribution) where it would lie more than {@code cutoff}
   * deviations off; the deviation is that of the normal before the cut, as in PyTorch's {@code
   * trunc_normal_}.
   */
  static Initializer truncatedNormal(double deviation, double cutoff) {
    return (engine, seed, name, shape) -> {
      try (Scope scope = engine.scope()) {
        float[] uniform = new UniformStream(seed, name).take(product(shape));
        NDArray draws = scope.floats(uniform, uniform.length);
        NDArray values = engine.kernels().call("truncated_normal", draws, deviation, cutoff, shape);
        values.attach(engine.root());
        return values;
      }
    };
  }

  /** Uniform between {@code -bound} and {@code bound}. */
  static Initializer uniform(double bound) {
    return (engine, seed, name, shape) -> {
      try (Scope scope = engine.scope()) {
        float[] uniform = new UniformStream(seed, name).take(product(shape));
        NDArray values = engine.kernels().call("scaled", scope.floats(uniform, shape), bound);
        values.attach(engine.root());
        return values;
      }
    };
  }

  /** The same number everywhere. */
  static Initializer constant(double value) {
    return (engine, seed, name, shape) -> {
      try (Scope scope = engine.scope()) {
        NDArray values = engine.kernels().call("filled", scope.scalar(0), value, shape);
        values.attach(engine.root());
        return values;
      }
    };
  }

  /** Whatever the memory holds: for parameters that stored values fill. */
  static Initializer unset() {
    return (engine, seed, name, shape) -> engine.root().create(new Shape(shape), DataType.FLOAT32);
  }

  private static int product(long[] shape) {
    long product = 1;
    for (long extent : shape) {
      product = Math.multiplyExact(product, extent);
    }
    return Math.toIntExact(product);
  }
}
