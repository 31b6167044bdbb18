package dev.heddle.trainer.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.heddle.models.engine.HostView;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * The gradients of all trainable parameters, one after the other in one fp32 buffer, which is what
 * workers add up and optimizers read. Lives as long as the engine.
 */
public final class FlatGradients {

  private final TensorEngine engine;
  private final List<Parameter> parameters;
  private final NDArray flat;
  private final List<NDArray> windows;

  /**
   * Autograd's own buffers, in the order of the parameters; null until a backward pass comes by.
   */
  private final List<NDArray> sources;

  /** A buffer of zeros for parameters that are all trainable. */
  public FlatGradients(TensorEngine engine, List<Parameter> parameters) {
    this.engine = engine;
    this.parameters = List.copyOf(parameters);
    long size = parameters.stream().mapToLong(Parameter::size).sum();
    this.flat = engine.root().zeros(new Shape(size), DataType.FLOAT32);
    this.windows = cut();
    this.sources = new ArrayList<>(Collections.nCopies(parameters.size(), null));
  }

  /** The parameters, in the order of the buffer. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The gradient of each parameter, in its shape: windows of the buffer, valid for its life. */
  public List<NDArray> windows() {
    return windows;
  }

  /**
   * Moves what backward passes have accumulated into the buffer; they start again from zero. A
   * parameter that no backward pass reached has gradient zero.
   */
  public void gather() {
    List<NDArray> reached = new ArrayList<>();
    List<NDArray> filled = new ArrayList<>();
    List<NDArray> empty = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      NDArray source = source(i);
      (source == null ? empty : filled).add(windows.get(i));
      if (source != null) {
        reached.add(source);
      }
    }
    if (!empty.isEmpty()) {
      engine.kernels().update("set_to_zero", empty);
    }
    if (!filled.isEmpty()) {
      engine.kernels().update("gather_gradients", filled, reached);
    }
  }

  /**
   * Hands the buffer to something that changes it in place, such as the sum over workers; see
   * {@link HostView}.
   */
  public void exchange(Consumer<FloatBuffer> exchange) {
    HostView.edit(engine, flat, (first, bytes) -> exchange.accept(bytes.asFloatBuffer()));
  }

  /**
   * Scales all gradients by {@code min(1, limit / (norm + 1e-6))}.
   *
   * @param limit of the global norm; 0 for none
   * @return the norm before, not finite if a gradient is not
   */
  public double clip(double limit) {
    return engine.kernels().number("clip_gradients", flat, windows, limit);
  }

  private List<NDArray> cut() {
    List<NDArray> cut = new ArrayList<>();
    long start = 0;
    for (Parameter parameter : parameters) {
      cut.add(engine.kernels().call("flat_window", flat, start, parameter.value()));
      start += parameter.size();
    }
    return List.copyOf(cut);
  }

  private NDArray source(int parameter) {
    if (sources.get(parameter) == null) {
      NDArray leaf = parameters.get(parameter).value();
      engine.autograd().gradient(leaf).ifPresent(found -> sources.set(parameter, found));
    }
    return sources.get(parameter);
  }
}
