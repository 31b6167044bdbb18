package dev.heddle.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.TensorEngine;
import java.util.Locale;

/**
 * The rate of a bare fp32 matrix product of 2048 × 2048 × 2048 through Heddle's own engine: the
 * limit that a training step is held against. Prints GFLOP/s, the best of a few seconds, since a
 * shared machine only ever makes a product slower.
 */
public final class MatrixProduct {
  private static final int SIZE = 2048;
  private static final double FLOPS = 2.0 * SIZE * SIZE * SIZE;
  private static final int REPEATS = 40;
  private static final double NANOS = 1e9;

  private MatrixProduct() {}

  /** Takes the number of threads. */
  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[0]);
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.parse("cpu"), threads)) {
      System.out.printf(Locale.ROOT, "%.1f%n", FLOPS / bestSeconds(engine) / NANOS);
    }
  }

  private static double bestSeconds(TensorEngine engine) {
    NDArray left = engine.root().randomNormal(new Shape(SIZE, SIZE));
    NDArray right = engine.root().randomNormal(new Shape(SIZE, SIZE));
    double best = Double.MAX_VALUE;
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      try (NDManager step = engine.root().newSubManager()) {
        long start = System.nanoTime();
        NDArray product = left.matMul(right);
        product.attach(step);
        best = Math.min(best, (System.nanoTime() - start) / NANOS);
      }
    }
    return best;
  }
}
