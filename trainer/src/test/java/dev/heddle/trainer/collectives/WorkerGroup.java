package dev.heddle.trainer.collectives;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Workers of one group as threads of this process, meeting through an array instead of Spark. */
final class WorkerGroup {
  static final GroupTicket TICKET =
      GroupTicket.create(0).within(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final int size;
  private final GroupTicket ticket;
  private final String[] addresses;
  private final CyclicBarrier gathered;

  private WorkerGroup(int size, GroupTicket ticket) {
    this.size = size;
    this.ticket = ticket;
    this.addresses = new String[size];
    this.gathered = new CyclicBarrier(size);
  }

  /** What one worker does. */
  interface Work<R> {
    R with(Collectives collectives) throws Exception;
  }

  /** Runs the work on every rank; results in order of ranks. */
  static <R> List<R> run(int size, Work<R> work) throws Exception {
    List<R> results = new ArrayList<>();
    for (Future<R> outcome : attempt(size, TICKET, work)) {
      results.add(outcome.get());
    }
    return results;
  }

  /** Runs the work on every rank; outcomes in order of ranks, all of them done. */
  static <R> List<Future<R>> attempt(int size, GroupTicket ticket, Work<R> work) throws Exception {
    WorkerGroup group = new WorkerGroup(size, ticket);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<R>> outcomes = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        int own = rank;
        outcomes.add(threads.submit(() -> group.member(own, work)));
      }
      outcomes.forEach(WorkerGroup::await);
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The exception with which a worker ended. */
  static CollectivesException failure(Future<?> outcome) {
    try {
      throw new AssertionError("expected a failure, got " + outcome.get());
    } catch (ExecutionException failed) {
      return (CollectivesException) failed.getCause();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private <R> R member(int rank, Work<R> work) throws Exception {
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", ticket);
        Collectives collectives = rendezvous.connect(rank, allGather(rank))) {
      return work.with(collectives);
    }
  }

  private Function<String, List<String>> allGather(int rank) {
    return address -> {
      addresses[rank] = address;
      try {
        gathered.await();
      } catch (InterruptedException | BrokenBarrierException failure) {
        throw new AssertionError(size + " workers did not meet", failure);
      }
      return Arrays.asList(addresses);
    };
  }

  private static void await(Future<?> outcome) {
    try {
      outcome.get();
    } catch (ExecutionException expectedByCaller) {
      // The caller looks at the outcome again.
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
