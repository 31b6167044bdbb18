package dev.heddle.trainer.tracking.channel;

import dev.heddle.trainer.tracking.CheckpointLog;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.EventQueue;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.Tracker;
import dev.heddle.trainer.tracking.TrackingEvent;
import dev.heddle.trainer.tracking.Warnings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's end of the channel. Events are queued at once and sent by a thread of the client's
 * own; when the driver is slow the oldest step logs are dropped, when the connection breaks it is
 * opened again and what the driver misses is sent again. The training never waits.
 */
public final class EventClient implements Tracker, Consumer<TrackingEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(EventClient.class);
  private static final int CAPACITY = 1024;
  private static final Duration FLUSH = Duration.ofSeconds(10);

  private final EventQueue queue = new EventQueue(CAPACITY);
  private final EventSender sender;
  private final Thread thread;
  private final Duration flush;

  EventClient(EventAddress address, Duration flush, Warnings warnings) {
    this.sender = new EventSender(address, (int) flush.toMillis(), warnings);
    this.flush = flush;
    this.thread = EventConnection.daemon("event-client", this::run);
    thread.start();
  }

  /** A client for a server; connects on its own thread, so this returns at once. */
  public static EventClient to(EventAddress address) {
    return new EventClient(address, FLUSH, Warnings.everyMinute(LOG::warn));
  }

  /** Queues an event. Never blocks, never throws. */
  @Override
  public void accept(TrackingEvent event) {
    queue.put(event);
  }

  @Override
  public void started(RunStarted event) {
    accept(event);
  }

  @Override
  public void logged(StepLog event) {
    accept(event);
  }

  @Override
  public void evaluated(EvaluationLog event) {
    accept(event);
  }

  @Override
  public void checkpointed(CheckpointLog event) {
    accept(event);
  }

  @Override
  public void finished(RunFinished event) {
    accept(event);
  }

  /** Sends what is queued and waits, a few seconds at most, until the driver has it. */
  @Override
  public void close() {
    queue.close();
    try {
      thread.join(flush.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }

  private void run() {
    try {
      for (Optional<TrackingEvent> next = queue.take(); next.isPresent(); next = queue.take()) {
        sender.send(next.get());
      }
      sender.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sender.close();
    }
  }
}
