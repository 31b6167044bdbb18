package dev.heddle.trainer.collectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SocketCollectivesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void sumsFloatsOfEverySize(int workers) throws Exception {
    // 32768 floats are the largest small message; 40000 and 100003 do not divide by most group
    // sizes.
    for (int length :
        new int[] {0, 1, workers - 1, workers, 1000, 32768, 32769, 40_000, 100_003, 1_000_000}) {
      List<float[]> sums =
          WorkerGroup.run(workers, worker -> summed(worker, wholeNumbers(worker.rank(), length)));
      assertThat(sums)
          .hasSize(workers)
          .allSatisfy(sum -> assertThat(sum).isEqualTo(plainSum(workers, length)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7, 8})
  void givesAllWorkersTheSameBitsAgainAndAgain(int workers) throws Exception {
    for (int length : new int[] {257, 50_000}) {
      List<float[]> sums = new ArrayList<>();
      for (int repetition = 0; repetition < 2; repetition++) {
        sums.addAll(
            WorkerGroup.run(workers, worker -> summed(worker, gaussian(worker.rank(), length))));
      }
      assertThat(sums).allSatisfy(sum -> assertThat(sum).isEqualTo(sums.get(0)));
      double expected =
          IntStream.range(0, workers).mapToDouble(rank -> gaussian(rank, length)[13]).sum();
      assertThat((double) sums.get(0)[13]).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void sumsOnlyBetweenPositionAndLimitOfAnyKindOfBuffer() throws Exception {
    List<FloatBuffer> sums =
        WorkerGroup.run(
            2,
            worker -> {
              ByteOrder order = worker.rank() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
              FloatBuffer values = ByteBuffer.allocateDirect(20).order(order).asFloatBuffer();
              values.put(new float[] {1, 2, 3, 4, 5}).position(1).limit(4);
              worker.sum(values);
              assertThat(values.position()).isEqualTo(1);
              assertThat(values.limit()).isEqualTo(4);
              return values.clear();
            });
    assertThat(sums)
        .allSatisfy(
            sum -> assertThat(sum).isEqualTo(FloatBuffer.wrap(new float[] {1, 4, 6, 8, 5})));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void sumsLongsAndDoubles(int workers) throws Exception {
    for (int length : new int[] {0, 1, 3, 70_000}) {
      long all = workers * (workers + 1L) / 2;
      WorkerGroup.run(
          workers,
          worker -> {
            int factor = worker.rank() + 1;
            long[] longs =
                IntStream.range(0, length).mapToLong(i -> factor * (1L << 40) + i).toArray();
            double[] doubles =
                IntStream.range(0, length).mapToDouble(i -> factor * 0.5 + i).toArray();
            assertThat(worker.sum(longs))
                .isEqualTo(
                    IntStream.range(0, length)
                        .mapToLong(i -> all * (1L << 40) + (long) workers * i)
                        .toArray());
            assertThat(worker.sum(doubles))
                .isEqualTo(
                    IntStream.range(0, length).mapToDouble(i -> all * 0.5 + workers * i).toArray());
            return null;
          });
    }
  }

  @Test
  void sumsDoublesToTheSameBits() throws Exception {
    List<double[]> sums =
        WorkerGroup.run(
            7, worker -> worker.sum(new Random(worker.rank()).doubles(100, -1, 1).toArray()));
    assertThat(sums).allSatisfy(sum -> assertThat(sum).isEqualTo(sums.get(0)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void broadcastsFromEveryRoot(int workers) throws Exception {
    for (int length : new int[] {0, 1, 1 << 18, 1_000_001}) {
      for (int root = 0; root < workers; root++) {
        byte[] expected = new byte[length];
        new Random(root).nextBytes(expected);
        int from = root;
        WorkerGroup.run(
            workers,
            worker -> {
              ByteBuffer bytes = ByteBuffer.allocateDirect(length);
              if (worker.rank() == from) {
                bytes.put(0, expected);
              }
              worker.broadcast(bytes, from);
              assertThat(bytes).isEqualTo(ByteBuffer.wrap(expected));
              return null;
            });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void holdsEveryoneAtABarrier(int workers) throws Exception {
    AtomicInteger arrived = new AtomicInteger();
    WorkerGroup.run(
        workers,
        worker -> {
          for (int round = 1; round <= 50; round++) {
            arrived.incrementAndGet();
            worker.barrier();
            assertThat(arrived.get()).isGreaterThanOrEqualTo(round * workers);
          }
          return null;
        });
  }

  @Test
  void mixesOperationsWithoutWaitingForEachOther() throws Exception {
    WorkerGroup.run(
        3,
        worker -> {
          for (int round = 0; round < 30; round++) {
            int root = round % 3;
            ByteBuffer word = ByteBuffer.allocate(4).putInt(0, worker.rank());
            worker.broadcast(word, root);
            assertThat(word.getInt(0)).isEqualTo(root);
            assertThat(worker.sum(new long[] {1})).containsExactly(3);
            assertThat(summed(worker, wholeNumbers(worker.rank(), 40_000))[7])
                .isEqualTo(plainSum(3, 8)[7]);
          }
          assertThat(worker.secondsSpent()).isPositive();
          return null;
        });
  }

  private static float[] summed(Collectives worker, float[] values) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(values.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffer.put(0, values);
    worker.sum(buffer);
    float[] sums = new float[values.length];
    buffer.get(0, sums);
    return sums;
  }

  /** Whole numbers add without rounding, so that a plain sum is exact in any order. */
  private static float[] wholeNumbers(int rank, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (rank + 1) * (i % 1013) - 7;
    }
    return values;
  }

  private static float[] plainSum(int workers, int length) {
    float[] sums = new float[length];
    for (int rank = 0; rank < workers; rank++) {
      float[] values = wholeNumbers(rank, length);
      for (int i = 0; i < length; i++) {
        sums[i] += values[i];
      }
    }
    return sums;
  }

  private static float[] gaussian(int rank, int length) {
    Random random = new Random(rank);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
