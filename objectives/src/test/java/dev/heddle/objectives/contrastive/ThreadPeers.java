package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Peers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Workers as threads of this process that put their rows on one table. */
final class ThreadPeers {

  private final float[][] table;
  private final CyclicBarrier meeting;

  private ThreadPeers(int size) {
    this.table = new float[size][];
    this.meeting = new CyclicBarrier(size);
  }

  /** What one worker does. */
  interface Work<R> {
    R with(Peers peers) throws Exception;
  }

  /** The results in order of ranks. */
  static <R> List<R> run(int size, Work<R> work) throws Exception {
    ThreadPeers group = new ThreadPeers(size);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<R>> futures = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        Peers own = group.new Member(rank);
        futures.add(threads.submit(() -> work.with(own)));
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private void meet() {
    try {
      meeting.await();
    } catch (Exception failure) {
      throw new AssertionError("workers did not meet", failure);
    }
  }

  private final class Member implements Peers {
    private final int rank;

    Member(int rank) {
      this.rank = rank;
    }

    @Override
    public int rank() {
      return rank;
    }

    @Override
    public int size() {
      return table.length;
    }

    @Override
    public Gathered gather(NDArray rows, Scope scope) {
      int width = Math.toIntExact(rows.getShape().get(1));
      table[rank] = rows.toFloatArray();
      meet();
      float[] all = new float[Arrays.stream(table).mapToInt(part -> part.length).sum()];
      int end = 0;
      for (float[] part : table) {
        System.arraycopy(part, 0, all, end, part.length);
        end += part.length;
      }
      int first = IntStream.range(0, rank).map(other -> table[other].length).sum() / width;
      meet();
      return new Gathered(scope.floats(all, all.length / width, width), first);
    }
  }
}
