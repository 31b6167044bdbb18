package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.TensorEngine;
import java.util.List;

/**
 * Dropout (Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from
 * Overfitting") at one place of a model: while the engine has {@link
 * dev.heddle.models.engine.Noise}, values are 0 with some probability {@code p} and {@code 1 / (1 -
 * p)} times themselves otherwise. Without noise, or with {@code p = 0}, nothing is computed.
 *
 * <p>What is dropped is a function of a row's key, of the name of the place and of the column; how
 * is said in {@code kernels/dropout.py}. The probability is rounded to 16 bits.
 */
public final class Dropout {
  private final TensorEngine engine;
  private final long salt;
  private final double probability;

  private Dropout(TensorEngine engine, String place, double probability) {
    this.engine = engine;
    this.salt = SplitMix.mixed(SplitMix.hash(place));
    this.probability = probability;
  }

  /**
   * Dropout at a place within {@code site}.
   *
   * @param name tells it from others there; places of transformers' models are named after its
   *     modules, the n-th dropout of a module that has several {@code name.n}, counted from 0 and
   *     without a number for the first
   * @param probability from 0 to 1
   */
  public static Dropout at(Site site, String name, double probability) {
    return new Dropout(site.engine(), site.qualified(name), probability);
  }

  /**
   * Drops values of {@code x}.
   *
   * @param x {@code [rows, width]}, one row for each key of the noise
   * @return the same shape and type; {@code x} itself where nothing is dropped
   */
  public NDArray forward(NDArray x) {
    Mask mask = mask();
    return mask.keys().isEmpty()
        ? x
        : engine.kernels().call("dropout", x, mask.keys().get(0), mask.salt(), mask.probability());
  }

  /** What a kernel has to drop at present. */
  public Mask mask() {
    List<NDArray> keys = engine.noise().keys();
    return keys.isEmpty() || probability == 0 ? Mask.NONE : new Mask(keys, salt, probability);
  }

  /**
   * What kernels take that drop values on their way.
   *
   * @param keys one array {@code [rows]}, int64, or nothing where nothing is dropped
   * @param salt of the place
   */
  public record Mask(List<NDArray> keys, long salt, double probability) {
    /** Nothing is dropped. */
    public static final Mask NONE = new Mask(List.of(), 0, 0);
  }
}
