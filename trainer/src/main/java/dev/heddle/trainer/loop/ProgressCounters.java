package dev.heddle.trainer.loop;

import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Sum;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The sums of a {@link Progress} as named numbers in full precision, and back. */
final class ProgressCounters {

  private ProgressCounters() {}

  static Map<String, Double> of(Progress progress) {
    Map<String, Double> counters = new TreeMap<>();
    counters.put("seconds", progress.seconds());
    put(counters, "window", progress.window());
    put(counters, "run", progress.run());
    return counters;
  }

  /**
   * The progress that {@link #of} was made from.
   *
   * @param zero names the sums
   */
  static Progress read(long step, long tokens, Map<String, Double> counters, LossSums zero) {
    return new Progress(
        step,
        tokens,
        counters.getOrDefault("seconds", 0.0),
        sums(counters, "window", zero),
        sums(counters, "run", zero));
  }

  private static void put(Map<String, Double> counters, String span, LossSums sums) {
    sums.losses().forEach((name, sum) -> put(counters, span + ".loss." + name, sum));
    sums.metrics().forEach((name, sum) -> put(counters, span + ".metric." + name, sum));
  }

  private static void put(Map<String, Double> counters, String name, Sum sum) {
    counters.put(name + ".total", sum.total());
    counters.put(name + ".count", (double) sum.count());
  }

  private static LossSums sums(Map<String, Double> counters, String span, LossSums zero) {
    return new LossSums(
        sums(counters, span + ".loss.", zero.losses()),
        sums(counters, span + ".metric.", zero.metrics()));
  }

  private static Map<String, Sum> sums(
      Map<String, Double> counters, String prefix, Map<String, Sum> names) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    for (String name : names.keySet()) {
      double total = counters.getOrDefault(prefix + name + ".total", 0.0);
      double count = counters.getOrDefault(prefix + name + ".count", 0.0);
      sums.put(name, new Sum(total, (long) count));
    }
    return sums;
  }
}
