package dev.heddle.jobs.session;

import dev.heddle.models.engine.DeviceChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.resource.ResourceInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a worker computes, when Spark hands out GPUs ({@code spark.task.resource.gpu.amount}). An
 * address is what the cluster's discovery script printed; it is taken for the index of a CUDA
 * device as the executor's process counts them.
 */
public final class AssignedDevice {
  private static final Logger log = LoggerFactory.getLogger(AssignedDevice.class);
  private static final String GPU = "gpu";

  private AssignedDevice() {}

  /**
   * The device of a task: the GPU that Spark assigned to it, unless the run file names a device by
   * its index or wants the CPU.
   *
   * @param setting {@code trainer.device}
   * @param resources what Spark assigned to the task, by name
   * @throws IllegalArgumentException if an address is not an index
   */
  public static DeviceChoice of(DeviceChoice setting, Map<String, ResourceInformation> resources) {
    boolean leavesItOpen = setting.name().equals("auto") || setting.name().equals("cuda");
    return Optional.ofNullable(resources.get(GPU))
        .filter(gpus -> leavesItOpen)
        .map(gpus -> List.of(gpus.addresses()))
        .filter(addresses -> !addresses.isEmpty())
        .map(AssignedDevice::first)
        .orElse(setting);
  }

  private static DeviceChoice first(List<String> addresses) {
    if (addresses.size() > 1) {
      log.warn(
          "A worker computes on one GPU; Spark assigned {} to its task, and only the first is used;"
              + " submit with spark.task.resource.gpu.amount=1",
          addresses);
    }
    return cuda(addresses.get(0));
  }

  private static DeviceChoice cuda(String address) {
    try {
      return DeviceChoice.parse("cuda:" + address.strip());
    } catch (IllegalArgumentException notAnIndex) {
      throw new IllegalArgumentException(
          "Cannot choose the device of a worker: address=%s of the resource gpu; must be the index of a CUDA device; let the discovery script print indices, or write trainer.device: cuda:N"
              .formatted(address),
          notAnIndex);
    }
  }
}
