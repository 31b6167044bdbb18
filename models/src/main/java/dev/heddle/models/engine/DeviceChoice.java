package dev.heddle.models.engine;

import ai.djl.Device;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a worker computes: {@code auto} (the first CUDA device if there is one, else the CPU),
 * {@code cpu}, {@code cuda} or {@code cuda:N}.
 *
 * @param name the text as written in a run file
 * @param cudaIndex the index of the CUDA device; empty for {@code cpu} and {@code auto}
 */
public record DeviceChoice(String name, OptionalInt cudaIndex) {
  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  /** The first CUDA device if there is one, else the CPU. */
  public static final DeviceChoice AUTO = new DeviceChoice("auto", OptionalInt.empty());

  /** The CPU. */
  public static final DeviceChoice CPU = new DeviceChoice("cpu", OptionalInt.empty());

  /**
   * Reads a device as a run file writes it.
   *
   * @throws IllegalArgumentException with the choices, when {@code text} is none of them
   */
  public static DeviceChoice parse(String text) {
    if (text.equals("auto")) {
      return AUTO;
    }
    if (text.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(text);
    if (!cuda.matches()) {
      throw new IllegalArgumentException("must be auto, cpu, cuda or cuda:N");
    }
    int index = cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
    return new DeviceChoice(text, OptionalInt.of(index));
  }

  /**
   * The device meant, on a machine with {@code cudaDevices} of them.
   *
   * @throws EngineUnavailableException when the device named is not there
   */
  Device on(int cudaDevices) {
    if (cudaIndex.isEmpty()) {
      return equals(AUTO) && cudaDevices > 0 ? Device.gpu(0) : Device.cpu();
    }
    int index = cudaIndex.getAsInt();
    if (index >= cudaDevices) {
      throw new EngineUnavailableException(
          "Cannot start the tensor engine: device=%s; PyTorch sees %d CUDA devices here; write device: auto or cpu, or load libtorch with CUDA through PYTORCH_LIBRARY_PATH and PYTORCH_FLAVOR"
              .formatted(name, cudaDevices));
    }
    return Device.gpu(index);
  }

  @Override
  public String toString() {
    return name;
  }
}
