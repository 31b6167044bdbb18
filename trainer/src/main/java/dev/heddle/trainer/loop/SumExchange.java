package dev.heddle.trainer.loop;

import dev.heddle.objectives.LossSums;
import dev.heddle.objectives.Sum;
import dev.heddle.trainer.collectives.Collectives;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds the sums of all workers. They must hold the same names. */
final class SumExchange {

  private SumExchange() {}

  /** The sums over all workers, the same on each. */
  static LossSums sum(LossSums local, Collectives collectives) {
    Map<String, Sum> losses = new TreeMap<>(local.losses());
    Map<String, Sum> metrics = new TreeMap<>(local.metrics());
    double[] totals = new double[losses.size() + metrics.size()];
    long[] counts = new long[totals.length];
    pack(losses, totals, counts, 0);
    pack(metrics, totals, counts, losses.size());
    double[] allTotals = collectives.sum(totals);
    long[] allCounts = collectives.sum(counts);
    return new LossSums(
        unpack(losses, allTotals, allCounts, 0),
        unpack(metrics, allTotals, allCounts, losses.size()));
  }

  private static void pack(Map<String, Sum> sums, double[] totals, long[] counts, int start) {
    int next = start;
    for (Sum sum : sums.values()) {
      totals[next] = sum.total();
      counts[next++] = sum.count();
    }
  }

  private static Map<String, Sum> unpack(
      Map<String, Sum> names, double[] totals, long[] counts, int start) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    int next = start;
    for (String name : names.keySet()) {
      sums.put(name, new Sum(totals[next], counts[next++]));
    }
    return sums;
  }
}
