package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.heddle.models.engine.Autograd;
import dev.heddle.models.engine.Scope;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What flows from layer to layer of a pre-norm model, each {@code [tokens, width]} and fp32.
 *
 * @param residual the sum of all updates so far
 * @param normed what the next block reads
 */
public record ResidualStream(NDArray residual, NDArray normed) {
  /**
   * A scope in which this stream is used up: closing it frees both arrays and everything computed
   * from them.
   */
  public Scope consumed() {
    Scope scope = Scope.within(residual);
    scope.adopt(residual);
    scope.adopt(normed);
    return scope;
  }

  /** This stream after a layer, whose intermediate results {@code autograd} may let go. */
  public ResidualStream through(Autograd autograd, UnaryOperator<ResidualStream> layer) {
    List<NDArray> after =
        autograd.segment(
            List.of(residual, normed),
            in -> {
              ResidualStream out = layer.apply(new ResidualStream(in.get(0), in.get(1)));
              return List.of(out.residual(), out.normed());
            });
    return new ResidualStream(after.get(0), after.get(1));
  }

  /**
   * As {@link #through(Autograd, UnaryOperator)}, for a layer that also reads what others read.
   *
   * @param common results of {@link Autograd#shared}
   */
  public ResidualStream through(
      Autograd autograd,
      List<NDArray> common,
      BiFunction<ResidualStream, List<NDArray>, ResidualStream> layer) {
    List<NDArray> after =
        autograd.segment(
            List.of(residual, normed),
            common,
            (in, read) -> {
              ResidualStream out = layer.apply(new ResidualStream(in.get(0), in.get(1)), read);
              return List.of(out.residual(), out.normed());
            });
    return new ResidualStream(after.get(0), after.get(1));
  }

  /** The result of {@link LayerNorm#addThenNorm}. */
  public static ResidualStream of(NDArray[] sumAndNorm) {
    return new ResidualStream(sumAndNorm[0], sumAndNorm[1]);
  }

  /** Hands both arrays to {@code owner}. */
  public ResidualStream attachedTo(NDManager owner) {
    residual.attach(owner);
    normed.attach(owner);
    return this;
  }
}
