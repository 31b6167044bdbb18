package dev.heddle.trainer.tracking.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.trainer.tracking.files.TrainerLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The curves of a run, read from its training log in one pass and bounded memory. */
final class RunCurves {

  private static final Map<String, String> NAMES = names();

  private final Map<String, Series> curves = new LinkedHashMap<>();
  private JsonNode lastStep;
  private JsonNode lastEvaluation;

  private RunCurves() {
    NAMES.forEach((key, name) -> curves.put(key, new Series(name)));
  }

  static RunCurves of(TrainerLog log) {
    RunCurves curves = new RunCurves();
    log.forEach(curves::add);
    return curves;
  }

  /** The curve of a key of the log. */
  Series curve(String key) {
    return curves.get(key);
  }

  /** A number of the newest training step, if there is one. */
  OptionalDouble training(String key) {
    return number(lastStep, key);
  }

  /** A number of the newest evaluation, if there is one. */
  OptionalDouble evaluation(String key) {
    return number(lastEvaluation, key);
  }

  private void add(JsonNode line) {
    long step = TrainerLog.step(line);
    curves.forEach(
        (key, curve) ->
            TrainerLog.number(line, key).ifPresent(value -> curve.add((double) step, value)));
    if (line.has("eval_loss")) {
      lastEvaluation = line;
    } else {
      lastStep = line;
    }
  }

  private static OptionalDouble number(JsonNode line, String key) {
    Optional<Double> value = line == null ? Optional.empty() : TrainerLog.number(line, key);
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("loss", "Training loss");
    names.put("eval_loss", "Validation loss");
    names.put("eval_masked_accuracy", "Masked accuracy");
    names.put("lr", "Learning rate");
    names.put("grad_norm", "Gradient norm");
    names.put("throughput", "Throughput");
    names.put("memory/resident_gib", "Resident memory");
    names.put("perf/step_seconds", "Whole step");
    names.put("perf/data_wait_seconds", "Waiting for data");
    return names;
  }
}
