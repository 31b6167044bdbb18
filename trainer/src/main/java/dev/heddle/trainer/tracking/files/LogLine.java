package dev.heddle.trainer.tracking.files;

import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.StepLog;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of {@code trainer_log.jsonl}: LLaMA-Factory's names, then Heddle's own. */
final class LogLine {

  static final String STEP = "current_steps";

  private LogLine() {}

  static Map<String, Object> of(StepLog event, int worldSize) {
    Map<String, Object> line = place(event.step(), event.totalSteps(), event.epoch());
    line.put("loss", event.loss());
    line.put("lr", event.learningRate());
    line.put("grad_norm", event.gradNorm());
    line.put("elapsed_time", clock(event.elapsedSeconds()));
    line.put("remaining_time", clock(event.remainingSeconds()));
    line.put("throughput", event.tokensPerSecond());
    line.put("total_tokens", event.totalTokens());
    line.put("perf/tokens_per_second_per_gpu", event.tokensPerSecond() / Math.max(1, worldSize));
    line.put("perf/step_seconds", event.stepSeconds());
    line.put("perf/data_wait_seconds", event.dataWaitSeconds());
    line.put("perf/comm_seconds", event.communicationSeconds());
    line.put("perf/padding_fraction", event.paddingFraction());
    line.put("memory/resident_gib", event.residentGib());
    event.metrics().forEach(line::putIfAbsent);
    return line;
  }

  static Map<String, Object> of(EvaluationLog event, long totalSteps) {
    Map<String, Object> line = place(event.step(), totalSteps, event.epoch());
    event.metrics().forEach(line::putIfAbsent);
    return line;
  }

  private static Map<String, Object> place(long step, long totalSteps, double epoch) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(STEP, step);
    line.put("total_steps", totalSteps);
    line.put("epoch", epoch);
    line.put("percentage", percentage(step, totalSteps));
    return line;
  }

  private static double percentage(long step, long totalSteps) {
    if (totalSteps <= 0) {
      return 100;
    }
    return BigDecimal.valueOf(100.0 * step / totalSteps)
        .setScale(2, RoundingMode.HALF_UP)
        .doubleValue();
  }

  /** Python's way to print a duration, {@code 1:02:03}; empty where it is unknown. */
  private static String clock(double seconds) {
    if (Double.isNaN(seconds) || Double.isInfinite(seconds) || seconds < 0) {
      return "";
    }
    long whole = (long) seconds;
    long days = whole / 86_400;
    String time = "%d:%02d:%02d".formatted(whole / 3600 % 24, whole / 60 % 60, whole % 60);
    return days == 0 ? time : days + (days == 1 ? " day, " : " days, ") + time;
  }
}
