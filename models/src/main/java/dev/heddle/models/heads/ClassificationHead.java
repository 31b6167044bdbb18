package dev.heddle.models.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.layers.Slot;
import java.util.function.UnaryOperator;

/**
 * Logits of classes: {@code output(transform(x))}.
 *
 * @param transform from {@code [rows, width]} to {@code [rows, width]}
 * @param output from {@code [rows, width]} to {@code [rows, labels]}
 */
public record ClassificationHead(Kernels kernels, UnaryOperator<NDArray> transform, Slot output) {

  /** A head that is a linear layer alone. */
  public static ClassificationHead linear(Kernels kernels, Slot output) {
    return new ClassificationHead(kernels, UnaryOperator.identity(), output);
  }

  /** A head that reads {@code tanh(dense(x))}. */
  public static ClassificationHead tanh(Kernels kernels, Slot dense, Slot output) {
    return new ClassificationHead(kernels, x -> kernels.call("tanh", dense.forward(x)), output);
  }

  /** The same with {@code last} between the transform and the output. */
  public ClassificationHead readingFrom(UnaryOperator<NDArray> last) {
    return new ClassificationHead(kernels, x -> last.apply(transform.apply(x)), output);
  }

  /** {@code x [rows, width]} to {@code [rows, labels]}, fp32; the result belongs where x does. */
  NDArray logits(NDArray x) {
    return kernels.call("to_float", output.forward(transform.apply(x)));
  }

  /** The logits of some rows of {@code hidden [tokens, width]}. */
  NDArray logits(NDArray hidden, int[] rows) {
    NDManager outer = hidden.getManager();
    try (Scope inner = Scope.within(hidden)) {
      NDArray chosen = kernels.call("select_rows", inner.longs(rows, rows.length), hidden);
      NDArray logits = logits(chosen);
      logits.attach(outer);
      return logits;
    }
  }
}
