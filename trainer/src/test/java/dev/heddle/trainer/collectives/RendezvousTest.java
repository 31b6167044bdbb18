package dev.heddle.trainer.collectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RendezvousTest {
  private static final GroupTicket TICKET =
      GroupTicket.create(3).within(Duration.ofSeconds(20), Duration.ofSeconds(20));

  @Test
  void oneWorkerNeedsNoConnections() {
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", TICKET);
        Collectives collectives = rendezvous.connect(0, List::of)) {
      assertThat(rendezvous.address()).matches("127\\.0\\.0\\.1:\\d+:3");
      assertThat(collectives).isInstanceOf(SingleWorker.class);
      assertThat(collectives.sum(new double[] {1.5})).containsExactly(1.5);
    }
  }

  @Test
  void letsInFellowsAndNobodyElse() throws Exception {
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", TICKET);
        SocketChannel silent = knock(rendezvous);
        SocketChannel noisy = knock(rendezvous);
        SocketChannel stranger = knock(rendezvous);
        SocketChannel stale = knock(rendezvous);
        SocketChannel tooLarge = knock(rendezvous);
        SocketChannel fellow = knock(rendezvous);
        SocketChannel twin = knock(rendezvous)) {
      noisy.write(
          ByteBuffer.wrap(
              "GET / HTTP/1.1\r\nHost: example.org\r\nAccept: text/html\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8)));
      stranger.write(Hello.of(GroupTicket.create(3), 1, 2).encoded());
      GroupTicket earlier =
          new GroupTicket(TICKET.token(), 2, TICKET.connectTimeout(), TICKET.stallTimeout());
      stale.write(Hello.of(earlier, 1, 2).encoded());
      tooLarge.write(Hello.of(TICKET, 2, 3).encoded());
      CompletableFuture<Integer> answers =
          CompletableFuture.supplyAsync(
              () -> answer(noisy) + answer(stranger) + answer(stale) + answer(tooLarge));
      CompletableFuture<Integer> admitted =
          answers.thenApply(
              refused -> {
                greet(fellow);
                return refused + answer(fellow);
              });
      try (Collectives collectives = rendezvous.connect(0, own -> List.of(own, "127.0.0.1:1:3"))) {
        assertThat(collectives.size()).isEqualTo(2);
        assertThat(admitted.get()).isEqualTo(Hello.BYTES);
        assertThat(silent.isConnected()).isTrue();
      }
      greet(twin);
    }
  }

  @Test
  void namesTheWorkersThatDoNotCome() {
    GroupTicket impatient = TICKET.within(Duration.ofMillis(100), Duration.ofSeconds(1));
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", impatient)) {
      Function<String, List<String>> gather = own -> List.of(own, "127.0.0.1:1:3", "127.0.0.1:2:3");
      assertThatThrownBy(() -> rendezvous.connect(0, gather))
          .isInstanceOf(CollectivesException.class)
          .hasMessage(
              "Cannot gather the group at rank 0: missing ranks=[1, 2] after PT0.1S; see their logs");
    }
  }

  @Test
  void tellsWhomItCannotReach() throws IOException {
    int closedPort;
    try (Rendezvous other = Rendezvous.bind("127.0.0.1", TICKET)) {
      closedPort = WorkerAddress.parse(other.address()).port();
    }
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", TICKET)) {
      Function<String, List<String>> gather = own -> List.of("127.0.0.1:" + closedPort + ":3", own);
      assertThatThrownBy(() -> rendezvous.connect(1, gather))
          .hasMessageStartingWith(
              "Cannot connect rank 1 to rank 0: address=127.0.0.1:" + closedPort + ":3; ")
          .hasMessageEndingWith("see the log of rank 0");
    }
  }

  @Test
  void refusesAddressesOfOtherAttempts() {
    try (Rendezvous rendezvous = Rendezvous.bind("127.0.0.1", TICKET)) {
      assertThatThrownBy(() -> rendezvous.connect(0, own -> List.of(own, "127.0.0.1:1:2")))
          .hasMessage("Cannot connect to rank 1: generation=2; this attempt is generation 3");
      assertThatThrownBy(() -> rendezvous.connect(0, own -> List.of(own, "nonsense")))
          .hasMessage(
              "Cannot read worker address: address=nonsense; the form is host:port:generation");
    }
  }

  @Test
  void readsAddressesWithColons() {
    assertThat(WorkerAddress.parse("[fe80::1]:4000:7"))
        .isEqualTo(new WorkerAddress("[fe80::1]", 4000, 7));
  }

  @Test
  void saysWhichHostIsNotThisMachine() {
    assertThatThrownBy(() -> Rendezvous.bind("192.0.2.1", TICKET))
        .hasMessageStartingWith("Cannot open a port for the workers: host=192.0.2.1; ")
        .hasMessageEndingWith("name an address of this machine");
  }

  private static SocketChannel knock(Rendezvous rendezvous) throws IOException {
    return SocketChannel.open(
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), WorkerAddress.parse(rendezvous.address()).port()));
  }

  private static void greet(SocketChannel channel) {
    try {
      channel.write(Hello.of(TICKET, 1, 2).encoded());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Number of bytes in the answer; 0 if the connection is closed instead. */
  private static int answer(SocketChannel channel) {
    try {
      return channel.socket().getInputStream().readNBytes(Hello.BYTES).length;
    } catch (IOException reset) {
      return 0;
    }
  }
}
