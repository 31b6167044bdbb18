package dev.heddle.objectives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LossSumsTest {

  /** Worker A: 2 targets of mean 1.0, worker B: 8 of mean 2.0; the mean of means would be 1.5. */
  @Test
  void weighsEveryTermTheSame() {
    LossSums both = loss(2 * 1.0, 2).plus(loss(8 * 2.0, 8));
    assertThat(both.loss()).isEqualTo(1.8);
  }

  /** Micro-batches 8/4, 3/1, 20/10 and 5/1: 36/16, where the mean of means would be 3. */
  @Test
  void addsMicroBatchesOfAllWorkersBeforeDividing() {
    LossSums all =
        Stream.of(loss(8, 4), loss(3, 1), loss(20, 10), loss(5, 1))
            .reduce(LossSums::plus)
            .orElseThrow();
    assertThat(all.loss()).isEqualTo(2.25);
  }

  @Test
  void isZeroWhereNothingIsAsked() {
    assertThat(loss(0, 0).loss()).isZero();
  }

  @Test
  void addsTheMeansOfDifferentLosses() {
    LossSums sums =
        new LossSums(Map.of("a", new Sum(3, 2), "b", new Sum(1, 4)), Map.of("hits", new Sum(1, 2)));
    assertThat(sums.loss()).isEqualTo(1.75);
  }

  private static LossSums loss(double total, long count) {
    return new LossSums(Map.of("mlm", new Sum(total, count)), Map.of());
  }
}
