package dev.heddle.trainer.tracking.channel;

import dev.heddle.trainer.tracking.EventJson;
import dev.heddle.trainer.tracking.TrackingEvent;
import java.util.function.Consumer;

/** What the server has from one client, over all its connections. */
final class EventSession {

  private final Consumer<TrackingEvent> sink;
  private long last;

  EventSession(Consumer<TrackingEvent> sink) {
    this.sink = sink;
  }

  synchronized long last() {
    return last;
  }

  /** Passes on the event of a line {@code NUMBER JSON}, unless it came before. */
  synchronized void receive(String line) {
    int space = line.indexOf(' ');
    long number = Long.parseLong(line, 0, Math.max(space, 0), 10);
    if (number > last) {
      sink.accept(EventJson.read(line.substring(space + 1)));
      last = number;
    }
  }
}
