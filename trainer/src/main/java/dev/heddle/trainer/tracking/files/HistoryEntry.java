package dev.heddle.trainer.tracking.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** A line of the training log under the names of Hugging Face's {@code log_history}. */
final class HistoryEntry {

  private static final Map<String, String> NAMES =
      Map.of("loss", "loss", "grad_norm", "grad_norm", "lr", "learning_rate", "epoch", "epoch");

  private HistoryEntry() {}

  static Map<String, Object> of(JsonNode line) {
    Map<String, Object> entry = new TreeMap<>();
    entry.put("step", TrainerLog.step(line));
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      String name = field.getKey().startsWith("eval_") ? field.getKey() : NAMES.get(field.getKey());
      if (name != null) {
        entry.put(name, field.getValue());
      }
    }
    return entry;
  }
}
