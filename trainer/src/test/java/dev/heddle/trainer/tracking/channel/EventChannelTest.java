package dev.heddle.trainer.tracking.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.trainer.tracking.EventJson;
import dev.heddle.trainer.tracking.SampleEvents;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.TrackingEvent;
import dev.heddle.trainer.tracking.Warnings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventChannelTest {

  private static final String HOST = "127.0.0.1";

  private final BlockingQueue<TrackingEvent> arrived = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> saidByClient = new LinkedBlockingQueue<>();
  private final EventServer server = EventServer.start(HOST, HOST, arrived::add, into(said));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everythingArrivesInOrderByTheTimeTheClientIsClosed() {
    List<TrackingEvent> sent = new ArrayList<>();
    sent.add(SampleEvents.started(0));
    LongStream.rangeClosed(1, 300).mapToObj(SampleEvents::step).forEach(sent::add);
    sent.add(SampleEvents.evaluation(300, 4.25));
    sent.add(SampleEvents.finished(300));

    try (EventClient client = EventClient.to(server.address())) {
      sent.forEach(event -> event.deliverTo(client));
    }

    assertThat(arrived).containsExactlyElementsOf(sent);
  }

  @Test
  void aBrokenConnectionIsOpenedAgainAndNothingIsLostOrDoubled() throws Exception {
    try (FlakyRelay relay = new FlakyRelay(server.address(), 40)) {
      try (EventClient client = EventClient.to(relay.address())) {
        LongStream.rangeClosed(1, 200).mapToObj(SampleEvents::step).forEach(client);
      }
      assertThat(relay.connections()).isGreaterThan(1);
    }

    assertThat(arrived.stream().map(event -> ((StepLog) event).step()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void aWrongTokenIsTurnedAway() throws InterruptedException {
    EventAddress wrong = new EventAddress(HOST, server.address().port(), "0".repeat(64));
    try (EventClient client = client(wrong, Duration.ofSeconds(5))) {
      client.accept(SampleEvents.step(1));
    }

    assertThat(arrived).isEmpty();
    assertThat(said.take())
        .startsWith("Cannot serve events: from=/127.0.0.1:")
        .doesNotContain("00000000");
  }

  @Test
  void garbageDisturbsNobody() throws Exception {
    byte[] noise = new byte[100_000];
    new Random(7).nextBytes(noise);
    try (Socket stranger = connected()) {
      stranger.getOutputStream().write(noise);
      assertThat(said.take()).startsWith("Cannot serve events: from=/127.0.0.1:");
    }
    try (EventClient client = EventClient.to(server.address())) {
      client.accept(SampleEvents.step(1));
    }

    assertThat(arrived).containsExactly(SampleEvents.step(1));
  }

  @Test
  void aBadLineIsSkippedAndTheNextOneCounts() throws Exception {
    try (Socket socket = greeted("a")) {
      write(socket, "1 {\"event\":\"step\",\n");
      write(socket, "no number\n");
      write(socket, "2 " + EventJson.write(SampleEvents.step(2)) + "\n");

      assertThat(arrived.take()).isEqualTo(SampleEvents.step(2));
      assertThat(said).hasSize(2).allMatch(text -> text.startsWith("Cannot use a line: from=/"));
    }
  }

  @Test
  void aClientThatDiesInTheMiddleOfALineLeavesOnlyWholeEvents() throws Exception {
    String first = "1 " + EventJson.write(SampleEvents.step(1)) + "\n";
    String second = "2 " + EventJson.write(SampleEvents.step(2)) + "\n";
    try (Socket socket = greeted("b")) {
      write(socket, first + second.substring(0, second.length() / 2));
    }
    assertThat(arrived.take()).isEqualTo(SampleEvents.step(1));

    try (Socket again = greeted("b")) {
      write(again, second);
      assertThat(arrived.take()).isEqualTo(SampleEvents.step(2));
    }
    assertThat(arrived).isEmpty();
  }

  @Test
  void anEventThatCameBeforeIsNotPassedOnAgain() throws Exception {
    String first = "1 " + EventJson.write(SampleEvents.step(1)) + "\n";
    try (Socket socket = greeted("c")) {
      write(socket, first + first + "2 " + EventJson.write(SampleEvents.step(2)) + "\n");

      assertThat(arrived.take()).isEqualTo(SampleEvents.step(1));
      assertThat(arrived.take()).isEqualTo(SampleEvents.step(2));
    }
  }

  @Test
  void withoutADriverTheClientClosesInTimeAndSaysSo() throws Exception {
    EventAddress nowhere;
    try (ServerSocket unused = new ServerSocket(0)) {
      nowhere = new EventAddress(HOST, unused.getLocalPort(), "token");
    }
    try (EventClient client = client(nowhere, Duration.ofSeconds(5))) {
      client.accept(SampleEvents.step(1));
      assertThat(saidByClient.take())
          .startsWith("Cannot report to the driver: address=" + HOST + ":" + nowhere.port() + ";");
    }
  }

  @Test
  void aDriverThatNeverAnswersDoesNotHoldTheClient() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0)) {
      EventAddress address = new EventAddress(HOST, deaf.getLocalPort(), "token");
      EventClient client = client(address, Duration.ofMillis(200));
      LongStream.rangeClosed(1, 5000).mapToObj(SampleEvents::step).forEach(client);
      client.close();

      assertThat(saidByClient.poll(30, TimeUnit.SECONDS)).startsWith("Cannot report to the driver");
    }
  }

  @Test
  void anAddressDoesNotShowItsToken() {
    assertThat(server.address().toString()).isEqualTo(HOST + ":" + server.address().port());
  }

  @Test
  void isReachedByTheNameThatWorkersKnow() {
    try (EventServer contained = EventServer.start(HOST, "driver.example", arrived::add)) {
      assertThat(contained.address().host()).isEqualTo("driver.example");
    }
  }

  @Test
  void aHostOfAnotherMachineIsRefused() {
    assertThatThrownBy(() -> EventServer.start("192.0.2.1", arrived::add))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "Cannot listen for events: host=192.0.2.1; must be an address of this machine;"
                + " set spark.driver.host or spark.driver.bindAddress");
  }

  private EventClient client(EventAddress address, Duration flush) {
    return new EventClient(address, flush, into(saidByClient));
  }

  private static Warnings into(BlockingQueue<String> said) {
    return new Warnings(Duration.ZERO, System::nanoTime, (text, cause) -> said.add(text));
  }

  private Socket greeted(String client) throws IOException {
    Socket socket = connected();
    write(socket, "heddle-events/1 " + server.address().token() + " " + client + "\n");
    new Lines(socket.getInputStream()).next(Wire.SHORT_LINE);
    return socket;
  }

  private Socket connected() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.address().port());
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }
}
