package dev.heddle.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.models.engine.DeviceChoice;
import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignedDeviceTest {
  @ParameterizedTest
  @CsvSource({"auto, cuda:3", "cuda, cuda:3", "cuda:1, cuda:1", "cuda:0, cuda:0", "cpu, cpu"})
  void theAssignedGpuIsTakenUnlessTheRunFileNamesADevice(String setting, String device) {
    assertThat(device(setting, gpus("3"))).isEqualTo(DeviceChoice.parse(device));
  }

  @ParameterizedTest
  @CsvSource({"auto", "cuda", "cuda:1", "cpu"})
  void withoutAnAssignmentTheRunFileDecides(String setting) {
    assertThat(device(setting, Map.of())).isEqualTo(DeviceChoice.parse(setting));
    assertThat(device(setting, gpus())).isEqualTo(DeviceChoice.parse(setting));
    assertThat(device(setting, Map.of("fpga", resource("fpga", "3"))))
        .isEqualTo(DeviceChoice.parse(setting));
  }

  @Test
  void theFirstOfSeveralIsTaken() {
    assertThat(device("auto", gpus("2", "3"))).isEqualTo(DeviceChoice.parse("cuda:2"));
  }

  @Test
  void anAddressThatIsNotAnIndexIsRefused() {
    assertThatThrownBy(() -> device("auto", gpus("MIG-7f2a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot choose the device of a worker: address=MIG-7f2a of the resource gpu; must be"
                + " the index of a CUDA device; let the discovery script print indices, or write"
                + " trainer.device: cuda:N");
  }

  private static DeviceChoice device(String setting, Map<String, ResourceInformation> resources) {
    return AssignedDevice.of(DeviceChoice.parse(setting), resources);
  }

  private static Map<String, ResourceInformation> gpus(String... addresses) {
    return Map.of("gpu", resource("gpu", addresses));
  }

  private static ResourceInformation resource(String name, String... addresses) {
    return new ResourceInformation(name, addresses);
  }
}
