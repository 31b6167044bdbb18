package dev.heddle.models.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Arguments of one kernel call as TorchScript values, which live outside the heap until closed. */
final class Arguments implements AutoCloseable {
  private final IValue[] values;

  private Arguments(IValue[] values) {
    this.values = values;
  }

  static Arguments of(Object[] arguments) {
    Arguments made = new Arguments(new IValue[arguments.length]);
    try {
      for (int i = 0; i < arguments.length; i++) {
        made.values[i] = value(arguments[i]);
      }
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  long[] handles() {
    long[] handles = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      handles[i] = values[i].getHandle();
    }
    return handles;
  }

  @Override
  public void close() {
    for (IValue value : values) {
      if (value != null) {
        value.close();
      }
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray array) {
      return IValue.from(array);
    }
    if (argument instanceof NDArray[] || argument instanceof Collection<?>) {
      return IValue.listFrom(arrays(argument).toArray(PtNDArray[]::new));
    }
    if (argument instanceof Long || argument instanceof Integer) {
      return IValue.from(((Number) argument).longValue());
    }
    if (argument instanceof Double number) {
      return IValue.from(number.doubleValue());
    }
    if (argument instanceof Boolean flag) {
      return IValue.from(flag.booleanValue());
    }
    if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    }
    if (argument instanceof double[] numbers) {
      return IValue.listFrom(numbers);
    }
    throw new KernelException(
        "Cannot pass an argument to a kernel: type=%s; types are NDArray, lists of it, long, int, double, boolean, long[], double[]"
            .formatted(argument == null ? "null" : argument.getClass().getName()));
  }

  /** The arrays that {@code argument} is or holds. */
  static Stream<PtNDArray> arrays(Object argument) {
    if (argument instanceof PtNDArray array) {
      return Stream.of(array);
    }
    if (argument instanceof NDArray[] array) {
      return Arrays.stream(array).map(PtNDArray.class::cast);
    }
    if (argument instanceof Collection<?> collection) {
      return collection.stream().map(PtNDArray.class::cast);
    }
    return Stream.empty();
  }

  /** Shapes and values, for messages. */
  static String describe(Object[] arguments) {
    return Arrays.stream(arguments).map(Arguments::describe).collect(Collectors.joining(", "));
  }

  private static String describe(Object argument) {
    if (argument instanceof PtNDArray array) {
      return array.getShape().toString();
    }
    if (argument instanceof long[] numbers) {
      return Arrays.toString(numbers);
    }
    if (argument instanceof NDArray[] || argument instanceof Collection<?>) {
      return arrays(argument).map(array -> array.getShape().toString()).toList().toString();
    }
    return String.valueOf(argument);
  }
}
