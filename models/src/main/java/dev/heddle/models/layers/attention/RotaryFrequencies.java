package dev.heddle.models.layers.attention;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.DeviceTokens;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rotary positions whose frequencies are the same for every batch.
 *
 * @param frequencies {@code [head width / 2]}, fp32, owned by the model
 * @param magnitude what cosines and sines are multiplied by
 */
record RotaryFrequencies(Site site, NDArray frequencies, double magnitude) implements Rotary {
  /** The result of a kernel that takes an array on the device first, then {@code arguments}. */
  static RotaryFrequencies of(Site site, double magnitude, String kernel, Object... arguments) {
    try (Scope scope = site.engine().scope()) {
      List<Object> all = new ArrayList<>(List.of(scope.scalar(0)));
      all.addAll(Arrays.asList(arguments));
      NDArray frequencies = site.kernels().call(kernel, all.toArray());
      frequencies.attach(site.owner());
      return new RotaryFrequencies(site, frequencies, magnitude);
    }
  }

  @Override
  public List<NDArray> table(DeviceTokens tokens) {
    return List.of(
        site.kernels().callAll("rotary_table_of", tokens.positions(), frequencies, magnitude));
  }
}
