package dev.heddle.trainer.tracking.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.trainer.tracking.StepLog;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProgressTextTest {

  @Test
  void theLineOfALog() {
    assertThat(ProgressText.plain(step(Map.of())))
        .isEqualTo(
            "step 120/5000 loss 2.31 lr 1.9e-4 grad_norm 0.8 tok/s 41.2k mem 1.2G eta 1h12m");
    assertThat(ProgressText.plain(step(Map.of("perf/mfu", 0.38))))
        .contains(" tok/s 41.2k mfu 0.38 ");
  }

  @Test
  void theBarOfAWideAndOfANarrowTerminal() {
    assertThat(ProgressText.bar(step(Map.of()), 120, Glyphs.ASCII))
        .isEqualTo(
            "  2% ........................................ 120/5000  loss 2.31  41.2k tok/s"
                + "  eta 1h12m  mem 1.2G");
    // 40 columns less the last one, 5 of the percentage and 20 of the numbers.
    assertThat(ProgressText.bar(step(Map.of()), 40, Glyphs.UNICODE))
        .isEqualTo("  2% ░░░░░░░░░░░░░░ 120/5000  loss 2.31");
  }

  @Property
  void theBarNeverFillsTheLastColumn(@ForAll @IntRange(min = 1, max = 300) int columns) {
    assertThat(ProgressText.bar(step(Map.of()), columns, Glyphs.UNICODE).length())
        .isLessThan(Math.max(columns, 1));
  }

  @Test
  void aFullBar() {
    StepLog last = new StepLog(10, 10, 1, 2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, Map.of());
    assertThat(ProgressText.bar(last, 40, Glyphs.ASCII))
        .startsWith("100% ##########")
        .doesNotContain(".");
  }

  private static StepLog step(Map<String, Double> metrics) {
    return new StepLog(
        120, 5000, 0.1, 2.31, 0.8, 1.9e-4, 41_234, 99, 60, 4330, 0, 0, 0.1, 0, 1.2, metrics);
  }
}
