package dev.heddle.models.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * PyTorch as one worker thread sees it: a device, a manager for what lives as long as the worker,
 * compiled kernels and differentiation. Several threads of a VM may each have one; an engine is
 * used by the thread that started it, and closing it frees every array it owns.
 */
public final class TensorEngine implements AutoCloseable {
  private final Engine engine;
  private final NDManager root;
  private final Kernels kernels;
  private final Noise noise = new Noise();
  private final Autograd autograd;
  private final int threads;

  private TensorEngine(Engine engine, NDManager root, int threads) {
    this.engine = engine;
    this.root = root;
    this.threads = threads;
    this.kernels = Kernels.compile(root);
    this.autograd = new Autograd(root, kernels, noise);
  }

  /**
   * Loads PyTorch if this VM has not yet, compiles the kernels and prepares the calling thread.
   *
   * @param threads how many threads an operation of the calling thread may use on a CPU; 1 or more
   * @throws EngineUnavailableException when the native library or the device is missing
   */
  public static TensorEngine start(DeviceChoice device, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(
          "Cannot start the tensor engine: threads=%d; must be at least 1".formatted(threads));
    }
    Engine engine = NativeLibrary.load();
    Device chosen = device.on(engine.getGpuCount());
    prepareThread(threads);
    return new TensorEngine(engine, engine.newBaseManager(chosen), threads);
  }

  /** All three are properties of the calling thread. */
  private static void prepareThread(int threads) {
    JniUtils.setNumThreads(threads);
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
  }

  /** Where arrays live and kernels run. */
  public Device device() {
    return root.getDevice();
  }

  /**
   * The manager of what lives as long as this engine: parameters and optimizer state, nothing else.
   */
  public NDManager root() {
    return root;
  }

  /** A new scope for the arrays of one step; the caller closes it. */
  public Scope scope() {
    return new Scope(root.newSubManager());
  }

  /** The compiled kernels. */
  public Kernels kernels() {
    return kernels;
  }

  /** Differentiation. */
  public Autograd autograd() {
    return autograd;
  }

  /** What dropout is drawn from. */
  public Noise noise() {
    return noise;
  }

  /** How many threads an operation may use on a CPU. */
  public int threads() {
    return threads;
  }

  /** One line for logs and reports, such as {@code PyTorch 2.7.1 on cpu, 2 threads}. */
  public String describe() {
    return "PyTorch %s on %s, %d threads".formatted(engine.getVersion(), device(), threads);
  }

  @Override
  public void close() {
    root.close();
  }
}
