package dev.heddle.models.engine;

import ai.djl.engine.EngineException;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A call of a module's method that autograd may record. DJL offers two public ways: {@code
 * IValueUtils.runMethod} takes numbers and lists but always runs in inference mode, whose tensors
 * can never take part in differentiation; {@code PtSymbolBlock.forward} can train but takes tensors
 * only. The native method beneath both has what is needed, so this class opens that one, and
 * nothing else of DJL's private parts.
 */
final class TrainingCall {
  private static final MethodHandle RUN_METHOD;
  private static final MethodHandle VALUE;

  static {
    try {
      Class<?> library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(library, MethodHandles.lookup());
      Object instance = lookup.findStaticVarHandle(library, "LIB", library).get();
      MethodType signature =
          MethodType.methodType(
              long.class, long.class, String.class, long[].class, boolean.class, boolean.class);
      RUN_METHOD = lookup.findVirtual(library, "moduleRunMethod", signature).bindTo(instance);
      VALUE =
          MethodHandles.privateLookupIn(IValue.class, MethodHandles.lookup())
              .findConstructor(IValue.class, MethodType.methodType(void.class, long.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private TrainingCall() {}

  /** The value that method {@code name} returns for TorchScript values given by their handles. */
  static IValue run(PtSymbolBlock module, String name, long[] handles) {
    try {
      long module64 = module.getHandle();
      long returned = (long) RUN_METHOD.invokeExact(module64, name, handles, true, false);
      return (IValue) VALUE.invokeExact(returned);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new EngineException(e);
    }
  }
}
