package dev.heddle.trainer.loop;

import dev.heddle.trainer.collectives.Collectives;
import dev.heddle.trainer.collectives.GroupTicket;
import dev.heddle.trainer.collectives.Rendezvous;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Workers as threads of this process, joined by sockets on the loopback interface. */
final class TinyGroup {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final GroupTicket ticket = GroupTicket.create(0).within(PATIENCE, PATIENCE);
  private final String[] addresses;
  private final CyclicBarrier gathered;

  private TinyGroup(int size) {
    this.addresses = new String[size];
    this.gathered = new CyclicBarrier(size);
  }

  /** What one worker does. */
  interface Work<R> {
    R with(Collectives collectives) throws Exception;
  }

  /** Outcomes in order of ranks, all of them done. */
  static <R> List<Future<R>> run(int size, Work<R> work) throws Exception {
    TinyGroup group = new TinyGroup(size);
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<Future<R>> outcomes = new ArrayList<>();
      for (int rank = 0; rank < size; rank++) {
        int own = rank;
        outcomes.add(threads.submit(() -> group.member(own, work)));
      }
      return outcomes;
    } finally {
      threads.shutdown();
    }
  }

  private <R> R member(int rank, Work<R> work) throws Exception {
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", ticket);
        Collectives collectives = rendezvous.connect(rank, own -> gather(rank, own))) {
      return work.with(collectives);
    }
  }

  private List<String> gather(int rank, String address) {
    addresses[rank] = address;
    try {
      gathered.await();
    } catch (Exception failure) {
      throw new AssertionError("workers did not meet", failure);
    }
    return Arrays.asList(addresses);
  }
}
