package dev.heddle.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.shard.PackedSample;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleLoaderTest {

  private static final int GLOBAL_BATCH = 8;

  /** 10 blocks of 5 samples, and one of 3: epochs, blocks, windows and steps end at odd places. */
  private static final List<Integer> SIZES = List.of(5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 3);

  private final CountedBlocks blocks = new CountedBlocks(SIZES);
  private final SampleOrder order = WindowedOrder.of(blocks.index(), 42, 15);

  /** A sample as text: its epoch and number. */
  private static List<String> names(List<EpochSample> samples) {
    return samples.stream()
        .map(sample -> sample.epoch() + ":" + sample.sample().inputIds()[0])
        .toList();
  }

  private SampleLoader<List<String>> start(int rank, int worldSize, int microBatch, long step) {
    RankShare share = new RankShare(rank, worldSize, GLOBAL_BATCH, microBatch);
    return SampleLoader.start(blocks, order, share, step, (ofStep, samples) -> names(samples));
  }

  private List<List<List<String>>> steps(
      int rank, int worldSize, int microBatch, long from, long to) {
    List<List<List<String>>> steps = new ArrayList<>();
    try (SampleLoader<List<String>> loader = start(rank, worldSize, microBatch, from)) {
      for (long step = from; step < to; step++) {
        StepBatches<List<String>> batches = loader.next();
        assertThat(batches.step()).isEqualTo(step);
        assertThat(batches.waitSeconds()).isNotNegative();
        steps.add(batches.microBatches());
      }
    }
    return steps;
  }

  /** What the order says, position by position. */
  private List<String> expected(long step) {
    return LongStream.range(step * GLOBAL_BATCH, (step + 1) * GLOBAL_BATCH)
        .mapToObj(position -> order.epochAt(position) + ":" + order.indexAt(position))
        .toList();
  }

  @Test
  void oneWorkerReadsPositionAfterPositionOverEpochs() {
    List<List<List<String>>> steps = steps(0, 1, 3, 0, 20);
    for (int step = 0; step < 20; step++) {
      assertThat(steps.get(step)).extracting(List::size).containsExactly(3, 3, 2);
      assertThat(steps.get(step).stream().flatMap(List::stream).toList()).isEqualTo(expected(step));
    }
    assertThat(steps.get(6).get(1)).anyMatch(name -> name.startsWith("1:"));
  }

  @Test
  void theSamplesOfAStepDoNotDependOnTheNumberOfWorkers() {
    for (int worldSize : List.of(1, 2, 3, 4, 8)) {
      for (int step = 0; step < 14; step++) {
        List<String> all = new ArrayList<>();
        for (int rank = 0; rank < worldSize; rank++) {
          steps(rank, worldSize, 2, step, step + 1).get(0).forEach(all::addAll);
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(expected(step));
      }
    }
  }

  @Test
  void aResumedLoaderGoesOnWithTheSameStream() {
    List<List<List<String>>> whole = steps(1, 2, 2, 0, 30);
    for (int resumed : List.of(1, 7, 13, 29)) {
      assertThat(steps(1, 2, 2, resumed, 30)).isEqualTo(whole.subList(resumed, 30));
    }
  }

  @Test
  void anEpochDecodesEachBlockOnce() {
    try (SampleLoader<List<String>> loader = start(0, 1, 8, 0)) {
      drain(loader, 7);
    }

    assertThat(new TreeSet<>(blocks.decoded)).hasSize(SIZES.size());
    assertThat(blocks.decoded.subList(0, SIZES.size())).doesNotHaveDuplicates();
  }

  @Test
  void aFailureOfTheReaderReachesTheConsumerWithItsCause() {
    IllegalStateException torn = new IllegalStateException("block 4 is torn");
    CountedBlocks failing =
        new CountedBlocks(SIZES) {
          @Override
          public List<PackedSample> read(int block) {
            if (block == 4) {
              throw torn;
            }
            return super.read(block);
          }
        };
    RankShare share = new RankShare(0, 1, GLOBAL_BATCH, 8);
    try (var loader =
        SampleLoader.start(failing, order, share, 0, (step, samples) -> names(samples))) {
      assertThatThrownBy(() -> drain(loader, 7))
          .isInstanceOf(LoadingException.class)
          .hasMessageMatching("Cannot load batch: step=\\d; block 4 is torn")
          .hasCause(torn);
      assertThatThrownBy(loader::next).hasCause(torn);
    }
  }

  @Test
  void aFailureOfCollatingReachesTheConsumer() {
    RankShare share = new RankShare(0, 1, GLOBAL_BATCH, 8);
    try (var loader =
        SampleLoader.start(blocks, order, share, 3, (step, samples) -> refuse(samples))) {
      assertThatThrownBy(loader::next)
          .isInstanceOf(LoadingException.class)
          .hasMessage("Cannot load batch: step=3; no batch of 8");
    }
  }

  private static String refuse(List<EpochSample> samples) {
    throw new IllegalArgumentException("no batch of " + samples.size());
  }

  private static void drain(SampleLoader<?> loader, int steps) {
    for (int step = 0; step < steps; step++) {
      loader.next();
    }
  }

  @Test
  void closingWakesTheConsumerAndEndsAReadThatHangs() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    FutureTask<String> ended = new FutureTask<>(() -> "interrupted");
    CountedBlocks hanging =
        new CountedBlocks(SIZES) {
          @Override
          public List<PackedSample> read(int block) {
            reading.countDown();
            hangUntilInterrupted(ended);
            throw new IllegalStateException("stopped");
          }
        };
    RankShare share = new RankShare(0, 1, GLOBAL_BATCH, 8);
    var loader = SampleLoader.start(hanging, order, share, 0, (step, samples) -> names(samples));
    FutureTask<Void> consumer = new FutureTask<>(loader::next, null);
    Thread thread = new Thread(consumer);
    thread.start();
    reading.await();
    loader.close();

    assertThatThrownBy(consumer::get).hasCauseInstanceOf(LoadingException.class);
    assertThat(ended.get()).isEqualTo("interrupted");
    assertThatThrownBy(loader::next).hasMessage("Cannot load batch: the loader is closed");
  }

  private static void hangUntilInterrupted(Runnable afterwards) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException stop) {
      afterwards.run();
    }
  }

  @Test
  void sharesThatCannotBeDealtAreRefused() {
    assertThatThrownBy(() -> new RankShare(2, 2, 8, 1))
        .hasMessage("Cannot share batches: rank=2; from 0 to below 2");
    assertThatThrownBy(() -> new RankShare(0, 4, 3, 1))
        .hasMessage(
            "Cannot share batches: global_batch_size=3; at least one sample for each of 4"
                + " workers");
    assertThatThrownBy(() -> new RankShare(0, 1, 1, 0))
        .hasMessage("Cannot share batches: micro_batch_size=0; at least 1");
  }
}
