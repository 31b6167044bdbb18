package dev.heddle.models.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {
  @Test
  void autoTakesTheFirstCudaDeviceIfThereIsOne() {
    assertThat(DeviceChoice.parse("auto").on(0)).isEqualTo(Device.cpu());
    assertThat(DeviceChoice.parse("auto").on(2)).isEqualTo(Device.gpu(0));
  }

  @Test
  void cpuStaysOnTheCpu() {
    assertThat(DeviceChoice.parse("cpu").on(2)).isEqualTo(Device.cpu());
  }

  @Test
  void cudaNamesADevice() {
    assertThat(DeviceChoice.parse("cuda").on(2)).isEqualTo(Device.gpu(0));
    assertThat(DeviceChoice.parse("cuda:1").on(2)).isEqualTo(Device.gpu(1));
  }

  @Test
  void aDeviceThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> DeviceChoice.parse("cuda:2").on(2))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageStartingWith(
            "Cannot start the tensor engine: device=cuda:2; PyTorch sees 2 CUDA devices here; ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda:", "cuda:x", "CPU", "", "cuda:1000"})
  void anythingElseIsRefusedWithTheChoices(String text) {
    assertThatThrownBy(() -> DeviceChoice.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be auto, cpu, cuda or cuda:N");
  }

  @Test
  void readsBackAsWritten() {
    assertThat(DeviceChoice.parse("cuda:1")).hasToString("cuda:1");
  }
}
