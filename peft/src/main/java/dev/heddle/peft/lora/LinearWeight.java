package dev.heddle.peft.lora;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Projection;
import dev.heddle.models.layers.TransposedLinear;
import dev.heddle.peft.AdapterException;
import java.util.List;
import java.util.Optional;

/**
 * The frozen part of a changed linear layer.
 *
 * @param weight {@code [out, in]} or {@code [in, out]}, as the layout says
 * @param bias {@code [out]}
 */
record LinearWeight(Parameter weight, Optional<Parameter> bias, Layout layout) {

  /** Which way round a weight is stored. */
  enum Layout {
    /** {@code [out, in]}. */
    ROWS("", "row_squares", "rows"),
    /** {@code [in, out]}, as in GPT-2's files. */
    COLUMNS("_transposed", "column_squares", "columns");

    private final String suffix;
    private final String squares;
    private final String unit;

    Layout(String suffix, String squares, String unit) {
      this.suffix = suffix;
      this.squares = squares;
      this.unit = unit;
    }

    /** The kernel of this layout, by its name for the other. */
    String kernel(String name) {
      return name + suffix;
    }

    /** The kernel for squared lengths of what makes one output. */
    String squares() {
      return squares;
    }

    /** The kernel that does something to what makes one output: {@code multiply_rows}. */
    String each(String verb) {
      return verb + "_" + unit;
    }
  }

  /**
   * That of a layer.
   *
   * @param path of the layer, for messages
   * @throws AdapterException when the layer is none that stores a weight
   */
  static LinearWeight of(Projection layer, String path) {
    if (layer instanceof Linear linear) {
      return new LinearWeight(linear.weight(), linear.bias(), Layout.ROWS);
    }
    if (layer instanceof TransposedLinear transposed) {
      return new LinearWeight(transposed.weight(), Optional.of(transposed.bias()), Layout.COLUMNS);
    }
    throw new AdapterException(
        "Cannot adapt a layer: module=%s; it has been replaced already; attach one method only"
            .formatted(path));
  }

  /** The width of what comes in. */
  long in() {
    return weight.shape().get(layout == Layout.ROWS ? 1 : 0);
  }

  /** The width of what goes out. */
  long out() {
    return weight.shape().get(layout == Layout.ROWS ? 0 : 1);
  }

  /** The bias as kernels take it. */
  List<NDArray> biases() {
    return bias.map(Parameter::value).map(List::of).orElseGet(List::of);
  }
}
