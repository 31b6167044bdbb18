package dev.heddle.trainer.tracking.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  @Test
  void fewPointsStayAsTheyAre() {
    Series series = new Series("loss");
    series.add(1, 3);
    series.add(2, 5);

    assertThat(series.buckets()).containsExactly(Bucket.of(1, 3), Bucket.of(2, 5));
    assertThat(series.last()).contains(Bucket.of(2, 5));
  }

  @Test
  void manyPointsKeepTheirExtremesTheirMeanAndTheirCount() {
    Series series = new Series("loss");
    for (int step = 1; step <= 10_000; step++) {
      series.add(step, step == 7777 ? 1000 : step == 123 ? -50 : 1);
    }
    List<Bucket> buckets = series.buckets();

    assertThat(buckets).hasSizeBetween(Series.MOST_BUCKETS / 2, Series.MOST_BUCKETS);
    assertThat(buckets.stream().mapToDouble(Bucket::high).max()).hasValue(1000);
    assertThat(buckets.stream().mapToDouble(Bucket::low).min()).hasValue(-50);
    assertThat(buckets.stream().mapToLong(Bucket::count).sum()).isEqualTo(10_000);
    // 9,998 ones, 1000 and -50.
    assertThat(buckets.stream().mapToDouble(each -> each.mean() * each.count()).sum())
        .isCloseTo(10_948, within(1e-6));
    assertThat(buckets.stream().mapToDouble(each -> each.x() * each.count()).sum())
        .isCloseTo(50_005_000, within(1e-3));
  }

  @Test
  void valuesThatCannotBeDrawnAreCounted() {
    Series series = new Series("loss");
    series.add(1, Double.NaN);
    series.add(2, Double.POSITIVE_INFINITY);
    series.add(3, 4);

    assertThat(series.notFinite()).isEqualTo(2);
    assertThat(series.firstNotFinite()).isEqualTo(1);
    assertThat(series.buckets()).containsExactly(Bucket.of(3, 4));
  }
}
