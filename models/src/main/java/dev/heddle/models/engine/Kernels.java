package dev.heddle.models.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * TorchScript functions by name, compiled once for an engine. A call is one native call whatever
 * the kernel does inside.
 *
 * <p>Arguments: {@link NDArray} (Tensor), {@code NDArray[]} or a {@code List<NDArray>}
 * (List[Tensor]), {@link Long} or {@link Integer} (int), {@link Double} (float), {@link Boolean}
 * (bool), {@code long[]} (List[int]), {@code double[]} (List[float]). Results belong to the manager
 * of the first array among the arguments.
 */
public final class Kernels {
  private final PtSymbolBlock module;
  private final List<String> names;
  private long calls;

  private Kernels(PtSymbolBlock module, List<String> names) {
    this.module = module;
    this.names = names;
  }

  /**
   * Compiles every {@link KernelLibrary} on the class path for the device of {@code manager}, which
   * owns the result.
   */
  static Kernels compile(NDManager manager) {
    KernelSource source = KernelSource.collect();
    try {
      ByteArrayInputStream archive = new ByteArrayInputStream(KernelArchive.of(source));
      return new Kernels(
          JniUtils.loadModule((PtNDManager) manager, archive, true, false), source.names());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (EngineException e) {
      throw new KernelException("Cannot compile kernels: " + e.getMessage(), e);
    }
  }

  /** Runs a kernel that returns one Tensor. */
  public NDArray call(String name, Object... arguments) {
    PtNDManager owner = owner(name, arguments);
    return run(name, arguments, result -> result.toTensor(owner));
  }

  /** Runs a kernel that returns List[Tensor]. */
  public NDArray[] callAll(String name, Object... arguments) {
    PtNDManager owner = owner(name, arguments);
    return run(name, arguments, result -> result.toTensorArray(owner));
  }

  /** Runs a kernel that returns a float; waits for the device. */
  public double number(String name, Object... arguments) {
    return run(name, arguments, IValue::toDouble);
  }

  /** Runs a kernel that returns nothing, because it works in place. */
  public void update(String name, Object... arguments) {
    run(name, arguments, result -> null);
  }

  /** Kernel calls since the engine started: what tests count. */
  public long calls() {
    return calls;
  }

  private <T> T run(String name, Object[] arguments, Function<IValue, T> result) {
    calls++;
    try (Arguments values = Arguments.of(arguments);
        IValue returned = TrainingCall.run(module, name, values.handles())) {
      return result.apply(returned);
    } catch (EngineException e) {
      throw new KernelException(explain(name, arguments, e), e);
    }
  }

  private String explain(String name, Object[] arguments, EngineException e) {
    if (!names.contains(name)) {
      return "Cannot run kernel: name=%s; kernels are %s; correct the name or add its source to a KernelLibrary"
          .formatted(name, String.join(", ", names));
    }
    return "Cannot run kernel: name=%s; arguments=%s; %s"
        .formatted(name, Arguments.describe(arguments), e.getMessage());
  }

  private PtNDManager owner(String name, Object[] arguments) {
    return Arrays.stream(arguments)
        .flatMap(Arguments::arrays)
        .findFirst()
        .map(PtNDArray::getManager)
        .orElseThrow(
            () ->
                new KernelException(
                    "Cannot run kernel: name=%s; no array among its arguments, so its result would have no owner; pass one"
                        .formatted(name)));
  }
}
