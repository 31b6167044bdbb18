package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsReaderTest {

  @Test
  void readsWhatTheReferenceWriterWrote() throws IOException {
    try (SafetensorsReader reader = Fixtures.open(Fixtures.bytes("mixed.safetensors"))) {
      assertThat(reader.header().metadata()).containsEntry("format", "pt");
      assertThat(reader.header().tensors()).hasSize(9);
      assertThat(reader.info("model.embed.weight"))
          .isEqualTo(TensorInfo.of("model.embed.weight", TensorType.F32, 3, 4));
      assertThat(Fixtures.floats(reader, "model.embed.weight"))
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(Fixtures.floats(reader, "a.scalar")).containsExactly(2.5f);
      assertThat(reader.info("a.scalar").shape()).isEmpty();
      assertThat(Fixtures.floats(reader, "an.empty")).isEmpty();
      assertThat(Fixtures.raw(reader, "ids").asLongBuffer())
          .extracting(longs -> List.of(longs.get(0), longs.get(1), longs.get(2), longs.get(3)))
          .isEqualTo(List.of(1L, -2L, 3L, 1L << 40));
      assertThat(Fixtures.raw(reader, "é\"x").getDouble()).isEqualTo(9.0);
    }
  }

  @Test
  void widensSixteenBitFloatsAsPyTorchDoes() throws IOException {
    try (SafetensorsReader reader = Fixtures.open(Fixtures.bytes("floats.safetensors"))) {
      assertThat(Fixtures.floats(reader, "bf16"))
          .containsExactly(Fixtures.floats(reader, "bf16.widened"));
      assertThat(Fixtures.floats(reader, "f16"))
          .containsExactly(Fixtures.floats(reader, "f16.widened"));
    }
  }

  @Test
  void readsPartsOfATensor() throws IOException {
    try (SafetensorsReader reader = Fixtures.open(Fixtures.bytes("floats.safetensors"))) {
      float[] whole = Fixtures.floats(reader, "bf16");
      ByteBuffer part = Fixtures.buffer(40);
      reader.readFloats("bf16", 17, part);
      float[] values = new float[10];
      part.flip().asFloatBuffer().get(values);
      assertThat(values).containsExactly(Arrays.copyOfRange(whole, 17, 27));
    }
  }

  @Test
  void refusesWrongRequests() throws IOException {
    try (SafetensorsReader reader = Fixtures.open(Fixtures.bytes("mixed.safetensors"))) {
      assertThatThrownBy(() -> reader.info("model.embd.weight"))
          .hasMessage(
              "Cannot read tensor: name=model.embd.weight; file=test.safetensors has no such tensor among its 9");
      assertThatThrownBy(() -> reader.readFloats("ids", Fixtures.buffer(16)))
          .hasMessageContaining("it is stored as I64, floats are F32, F16 and BF16");
      assertThatThrownBy(() -> reader.read("ids", Fixtures.buffer(31)))
          .hasMessage("Cannot read ids: its I64 [2, 2] takes 32 bytes, the buffer offers 31");
      assertThatThrownBy(() -> reader.read("ids", 8, Fixtures.buffer(32)))
          .hasMessage("Cannot read ids: range 8 + 32 is outside 0 to 32");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                                                                 | 0 | header does not begin with {
          {"a":1}                                                            | 0 | tensor a must have exactly dtype, shape and data_offsets
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}    | 4 | tensor a must have exactly dtype, shape and data_offsets
          {"a":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}}              | 1 | tensor a has unknown or unsupported dtype "F4"
          {"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}           | 4 | tensor a has shape [1.5] with other than whole numbers from 0
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}            | 4 | tensor a has shape [-1] with other than whole numbers from 0
          {"a":{"dtype":"F32","shape":7,"data_offsets":[0,4]}}               | 4 | tensor a has no list shape
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}             | 4 | tensor a has data_offsets [4, 0] where [begin, end] must stand
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}           | 8 | tensor a has data_offsets [0, 4, 8] where [begin, end] must stand
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}             | 4 | tensor a of F32 [2] needs 8 bytes and has 4
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}} | 4 | tensor a has the impossible shape [4294967296, 4294967296]
          {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}} | 6 | tensor b begins at 2, inside the data before it, which ends at 4
          {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[5,9]}} | 9 | tensor b begins at 5, leaving a hole after the data before it, which ends at 4
          {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}              | 5 | tensors end at byte 4 of 5 bytes of data
          {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}              | 3 | tensors end at byte 4 of 3 bytes of data
          {"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}} | 0 | unique names: Duplicate
          {"__metadata__":{"format":1}}                                      | 0 | __metadata__.format must be a text
          {"__metadata__":"pt"}                                              | 0 | __metadata__ must be an object of texts
          {"a":                                                              | 0 | header is no JSON object with unique names
          """)
  void namesTheBrokenRule(String json, int dataBytes, String problem) {
    MemoryFile file = new MemoryFile(Fixtures.withHeader(json, dataBytes));
    assertThatThrownBy(() -> SafetensorsReader.open(file, "hdfs:///m/model.safetensors"))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageStartingWith("Cannot read safetensors: file=hdfs:///m/model.safetensors; ")
        .hasMessageContaining(problem);
    assertThat(file.isClosed()).isTrue();
  }

  @Test
  void acceptsAFileWithoutTensors() {
    assertThat(Fixtures.open(Fixtures.withHeader("{}", 0)).header().tensors()).isEmpty();
  }

  @Test
  void refusesFilesTooShortForTheirHeader() {
    assertThatThrownBy(() -> Fixtures.open(new byte[7]))
        .hasMessageContaining("it has 7 bytes where the length of its header takes 8");
    assertThatThrownBy(() -> Fixtures.open(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, '{', '}'}))
        .hasMessageContaining("its header claims 9 bytes and the file ends after 10");
    assertThatThrownBy(() -> Fixtures.open(new byte[] {0, 0, 0, 0, 0, 0, 0, -1}))
        .hasMessageContaining(
            "its header claims 18374686479671623680 bytes, at most 100000000 are allowed");
  }

  @Test
  void headersBeyondTheFormatsLimitAreNotEvenRead() {
    byte[] start = {1, (byte) 0xe1, (byte) 0xf5, 5, 0, 0, 0, 0, '{', '}'}; // 100,000,001 bytes
    assertThatThrownBy(() -> Fixtures.open(start))
        .hasMessageContaining("its header claims 100000001 bytes, at most 100000000 are allowed");
  }

  @Test
  void longHeadersOfNonsenseAreRefused() {
    String deep = "{\"a\":" + "[".repeat(20_000_000);
    assertThatThrownBy(() -> Fixtures.open(Fixtures.withHeader(deep, 0)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessageContaining("header is no JSON object with unique names: ");
    String blank = "{" + " ".repeat(20_000_000) + "}";
    assertThat(Fixtures.open(Fixtures.withHeader(blank, 0)).tensors()).isEmpty();
  }
}
