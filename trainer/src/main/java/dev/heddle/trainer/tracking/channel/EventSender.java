package dev.heddle.trainer.tracking.channel;

import dev.heddle.trainer.tracking.EventJson;
import dev.heddle.trainer.tracking.TrackingEvent;
import dev.heddle.trainer.tracking.Warnings;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.UUID;

/**
 * Numbers events and sends them. Keeps the last few, because what was written to a connection that
 * then broke may never have arrived. A break costs one attempt to connect for each event after it.
 */
final class EventSender implements Closeable {

  private static final int KEPT = 256;

  private record Numbered(long number, String json) {}

  @FunctionalInterface
  private interface Exchange {
    void over(EventLink link) throws IOException;
  }

  private final EventAddress address;
  private final int milliseconds;
  private final Warnings warnings;
  private final String client = UUID.randomUUID().toString();
  private final ArrayDeque<Numbered> kept = new ArrayDeque<>();
  private long number;
  private long received;
  private volatile EventLink link;
  private volatile boolean closed;

  EventSender(EventAddress address, int milliseconds, Warnings warnings) {
    this.address = address;
    this.milliseconds = milliseconds;
    this.warnings = warnings;
  }

  void send(TrackingEvent event) {
    number++;
    Numbered numbered = new Numbered(number, EventJson.write(event));
    exchange(open -> send(open, numbered));
    kept.addLast(numbered);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
  }

  /** Waits until the server has everything; tries again for as long as that brings it further. */
  void end() {
    long before = -1;
    while (!exchange(EventLink::end) && received > before) {
      before = received;
    }
  }

  @Override
  public void close() {
    closed = true;
    drop();
  }

  private boolean exchange(Exchange exchange) {
    try {
      exchange.over(link());
      return true;
    } catch (IOException first) {
      drop();
      return exchangeAgain(exchange, first);
    }
  }

  private boolean exchangeAgain(Exchange exchange, IOException first) {
    try {
      exchange.over(link());
      return true;
    } catch (IOException second) {
      drop();
      second.addSuppressed(first);
      warnings.warn(
          "Cannot report to the driver: address=" + address + "; the training goes on; " + second,
          second);
      return false;
    }
  }

  private EventLink link() throws IOException {
    EventLink open = link;
    if (open == null) {
      open = EventLink.open(address, client, milliseconds);
      link = open;
      received = open.received();
      sendMissing(open);
    }
    if (closed) {
      drop();
      throw new IOException("the client is closed");
    }
    return open;
  }

  private void sendMissing(EventLink open) throws IOException {
    for (Numbered each : kept) {
      if (each.number() > open.received()) {
        send(open, each);
      }
    }
  }

  private static void send(EventLink link, Numbered event) throws IOException {
    link.send(event.number() + " " + event.json());
  }

  private void drop() {
    EventLink open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }
}
