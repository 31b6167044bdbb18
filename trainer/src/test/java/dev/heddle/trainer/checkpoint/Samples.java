package dev.heddle.trainer.checkpoint;

import dev.heddle.models.files.NamedTensor;
import dev.heddle.models.files.SafetensorsReader;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small checkpoints whose tensors tell their step. */
final class Samples {
  private Samples() {}

  static TrainingState state(long step) {
    return new TrainingState(
        step,
        step * 4096,
        step / 7.0,
        42,
        16,
        2,
        "tokenizer-hash",
        "data-hash",
        Map.of("loss_sum", 1.0 / 3.0, "loss_count", 12345.0),
        Map.of("heddle", "0.1.0"));
  }

  static CheckpointContent content(long step, Optional<URI> tokenizerFolder) {
    return new CheckpointContent(
        CheckpointContent.Kind.MODEL,
        List.of(tensor("layer.weight", (float) step), tensor("layer.bias", step + 0.5f)),
        List.of(
            tensor("exp_avg.layer.weight", step + 0.25f),
            tensor("exp_avg_sq.layer.weight", step + 0.75f)),
        List.of(tensor("objective.temperature", step + 0.125f)),
        Map.of("config.json", "{\"model_type\": \"bert\"}".getBytes(StandardCharsets.UTF_8)),
        tokenizerFolder);
  }

  static float first(SafetensorsReader reader, String name) {
    try (reader) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(12).order(ByteOrder.LITTLE_ENDIAN);
      reader.readFloats(name, bytes);
      return bytes.getFloat(0);
    }
  }

  private static NamedTensor tensor(String name, float value) {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(value).putFloat(-value).putFloat(value * value).flip();
    return NamedTensor.floats(name, new long[] {3}, () -> bytes);
  }
}
