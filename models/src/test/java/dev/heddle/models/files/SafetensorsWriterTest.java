package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsWriterTest {

  @ParameterizedTest
  @ValueSource(strings = {"mixed.safetensors", "floats.safetensors"})
  void writesTheBytesOfTheReferenceWriter(String fixture) throws IOException {
    byte[] expected = Fixtures.bytes(fixture);
    try (SafetensorsReader reader = Fixtures.open(expected)) {
      List<NamedTensor> tensors = new ArrayList<>();
      for (TensorInfo info : reader.header().tensors()) {
        tensors.add(NamedTensor.of(info, () -> Fixtures.raw(reader, info.name())));
      }
      Collections.reverse(tensors);
      assertThat(Fixtures.written(tensors)).isEqualTo(expected);
    }
  }

  @Test
  void narrowsAsPyTorchDoes() throws IOException {
    try (SafetensorsReader reader = Fixtures.open(Fixtures.bytes("floats.safetensors"))) {
      NamedTensor wide = NamedTensor.of(reader.info("wide"), () -> Fixtures.raw(reader, "wide"));
      try (SafetensorsReader bf16 =
              Fixtures.open(Fixtures.written(List.of(wide.as(TensorType.BF16))));
          SafetensorsReader f16 =
              Fixtures.open(Fixtures.written(List.of(wide.as(TensorType.F16))))) {
        assertThat(Fixtures.raw(bf16, "wide")).isEqualTo(Fixtures.raw(reader, "bf16"));
        assertThat(Fixtures.raw(f16, "wide")).isEqualTo(Fixtures.raw(reader, "f16"));
      }
    }
  }

  @Test
  void joinsTheParts() throws IOException {
    ByteBuffer bytes = Fixtures.buffer(12);
    bytes.asFloatBuffer().put(new float[] {1, 2, 3});
    List<ByteBuffer> parts = List.of(bytes.slice(0, 8), bytes.slice(8, 0), bytes.slice(8, 4));
    NamedTensor tensor = new NamedTensor(TensorInfo.of("x", TensorType.F32, 3), parts);
    for (int repetition = 0; repetition < 2; repetition++) {
      assertThat(Fixtures.floats(Fixtures.open(Fixtures.written(List.of(tensor))), "x"))
          .containsExactly(1, 2, 3);
      assertThat(
              Fixtures.floats(
                  Fixtures.open(Fixtures.written(List.of(tensor.as(TensorType.F16)))), "x"))
          .containsExactly(1, 2, 3);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    NamedTensor tensor =
        NamedTensor.of(TensorInfo.of("x", TensorType.F32, 3), () -> ByteBuffer.allocate(8));
    assertThatThrownBy(() -> Fixtures.written(List.of(tensor)))
        .hasMessage("Cannot write x: its F32 [3] takes 12 bytes, its parts have 8");
    assertThatThrownBy(() -> Fixtures.written(List.of(tensor, tensor)))
        .hasMessage("Cannot lay out safetensors: name=x occurs twice; names must differ");
    NamedTensor whole =
        NamedTensor.of(TensorInfo.of("n", TensorType.I64, 1), () -> ByteBuffer.allocate(8));
    assertThatThrownBy(() -> whole.as(TensorType.BF16))
        .hasMessage("Cannot convert n: from I64 to BF16; F32 converts to F16 or BF16");
  }

  @Test
  void hashesWhatPasses() throws IOException {
    try (HashingOutput target = new HashingOutput(new ByteArrayOutputStream())) {
      target.write('a');
      target.write(new byte[] {'x', 'b', 'c', 'x'}, 1, 2);
      assertThat(target.length()).isEqualTo(3);
      // FIPS 180-2, appendix B.1.
      assertThat(target.finishedHash())
          .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
    assertThat(HexFormat.of().formatHex(HashingOutput.sha256().digest()))
        .startsWith("e3b0c44298fc1c14");
  }
}
