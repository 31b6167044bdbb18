package dev.heddle.trainer.collectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GroupFailureTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void tellsEveryoneWhoFailedFirstAndWhy(int workers) throws Exception {
    List<Future<Object>> outcomes =
        WorkerGroup.attempt(
            workers,
            WorkerGroup.TICKET,
            worker -> {
              worker.barrier();
              if (worker.rank() == 1) {
                worker.abort(new IllegalStateException("loss is NaN at step 7"));
              }
              worker.sum(FloatBuffer.allocate(300_000));
              return null;
            });
    for (int rank = 0; rank < workers; rank++) {
      CollectivesException failure = WorkerGroup.failure(outcomes.get(rank));
      assertThat(failure.failedRank()).isEqualTo(1);
      assertThat(failure)
          // Some may still be in the barrier when the news comes.
          .hasMessageMatching(
              "Cannot finish call [01], [A-Z_]+ of \\d+ bytes at rank " + rank + ": .*")
          .hasMessageEndingWith(
              "rank 1 failed first: java.lang.IllegalStateException: loss is NaN at step 7");
    }
  }

  @Test
  void failsAgainOnceFailed() throws Exception {
    List<Future<Object>> outcomes =
        WorkerGroup.attempt(
            2,
            WorkerGroup.TICKET,
            worker -> {
              if (worker.rank() == 0) {
                worker.abort(new IOException("disk full"));
              } else {
                assertThatThrownBy(worker::barrier).hasMessageContaining("disk full");
              }
              worker.barrier();
              return null;
            });
    assertThat(outcomes)
        .allSatisfy(
            outcome -> assertThat(WorkerGroup.failure(outcome)).hasMessageContaining("disk full"));
  }

  @Test
  void namesTheWorkerThatHangs() throws Exception {
    GroupTicket impatient =
        WorkerGroup.TICKET.within(Duration.ofSeconds(20), Duration.ofMillis(300));
    CountDownLatch othersDone = new CountDownLatch(1);
    List<Future<Object>> outcomes =
        WorkerGroup.attempt(
            2,
            impatient,
            worker -> {
              if (worker.rank() == 1) {
                othersDone.await();
                return null;
              }
              try {
                worker.sum(FloatBuffer.allocate(300_000));
              } finally {
                othersDone.countDown();
              }
              return null;
            });
    assertThat(outcomes.subList(0, 1))
        .allSatisfy(
            outcome -> {
              CollectivesException failure = WorkerGroup.failure(outcome);
              assertThat(failure.failedRank()).isEqualTo(1);
              assertThat(failure)
                  .hasMessageContaining(
                      "rank 0 waited for it PT0.3S in vain; it hangs, its network does, or it waits for another");
            });
  }

  @Test
  void noticesDifferentCalls() throws Exception {
    List<Future<Object>> outcomes =
        WorkerGroup.attempt(
            2,
            WorkerGroup.TICKET,
            worker -> {
              if (worker.rank() == 0) {
                worker.sum(new long[3]);
              } else {
                worker.sum(new long[4]);
              }
              return null;
            });
    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(WorkerGroup.failure(outcome))
                    .hasMessageContaining("SUM_LONGS of 24 bytes")
                    .hasMessageContaining("SUM_LONGS of 32 bytes")
                    .hasMessageContaining("all workers must make the same calls with equal sizes"));
  }

  @Test
  void noticesThatSomeoneHasLeft() throws Exception {
    List<Future<Object>> outcomes =
        WorkerGroup.attempt(
            3,
            WorkerGroup.TICKET,
            worker -> {
              if (worker.rank() != 1) {
                worker.barrier();
              }
              return null;
            });
    assertThat(WorkerGroup.failure(outcomes.get(0)))
        .hasMessageContaining(
            "rank 1 failed first: it has left the group, and others still need it");
  }

  @Test
  void lettingAnEarlyFinisherGoDisturbsNobody() throws Exception {
    for (int repetition = 0; repetition < 20; repetition++) {
      WorkerGroup.run(
          4,
          worker -> {
            ByteBuffer bytes = ByteBuffer.allocate(600_000);
            worker.broadcast(
                bytes, 0); // The root is done while the others still pass the bytes on.
            return null;
          });
    }
  }

  @Test
  void interruptionEndsTheGroup() throws Exception {
    List<Future<Object>> outcomes =
        WorkerGroup.attempt(
            3,
            WorkerGroup.TICKET,
            worker -> {
              if (worker.rank() == 2) {
                Thread.currentThread().interrupt();
              }
              worker.sum(FloatBuffer.allocate(300_000));
              return null;
            });
    assertThat(outcomes)
        .allSatisfy(
            outcome -> {
              assertThat(WorkerGroup.failure(outcome).failedRank()).isEqualTo(2);
              assertThat(WorkerGroup.failure(outcome)).hasMessageContaining("it was interrupted");
            });
  }

  @Test
  void noticesAConnectionThatEndsWithoutAWord() throws Exception {
    withFakeRankOne(
        (collectives, fake) -> {
          fake.close();
          assertThatThrownBy(() -> collectives.sum(FloatBuffer.allocate(300_000)))
              .hasMessageContaining("rank 1 failed first: rank 0 lost the connection to it (")
              .hasMessageContaining("see its log, its process has probably ended");
        });
  }

  @Test
  void refusesNoiseOnTheWire() throws Exception {
    withFakeRankOne(
        (collectives, fake) -> {
          fake.write(ByteBuffer.allocate(Frame.HEADER_BYTES));
          assertThatThrownBy(collectives::barrier).hasMessageContaining("what arrives is no frame");
        });
  }

  @Test
  void refusesAlteredBytes() throws Exception {
    withFakeRankOne(
        (collectives, fake) -> {
          ByteBuffer frame = Frame.buffer(Frame.HEADER_BYTES + 8);
          new Frame(0, 0, new Operation(Operation.Kind.SUM_LONGS, 0, 8), 8, 12345).encode(frame);
          fake.write(frame.clear());
          assertThatThrownBy(() -> collectives.sum(new long[1]))
              .hasMessageContaining("the checksum of frame 0 is wrong");
        });
  }

  private interface Scene {
    void play(Collectives rankZero, SocketChannel rankOne) throws Exception;
  }

  /** Rank 0 is real; rank 1 greets properly and then does what the scene says. */
  private static void withFakeRankOne(Scene scene) throws Exception {
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", WorkerGroup.TICKET);
        SocketChannel fake = SocketChannel.open()) {
      WorkerAddress address = WorkerAddress.parse(rendezvous.address());
      fake.connect(new InetSocketAddress(address.host(), address.port()));
      fake.write(Hello.of(WorkerGroup.TICKET, 1, 2).encoded());
      Function<String, List<String>> gather = own -> List.of(own, "127.0.0.1:1:0");
      try (Collectives collectives = rendezvous.connect(0, gather)) {
        scene.play(collectives, fake);
      }
    }
  }
}
