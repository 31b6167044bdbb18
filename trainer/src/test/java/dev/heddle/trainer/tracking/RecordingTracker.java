package dev.heddle.trainer.tracking;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Remembers what it is told, and on which threads. */
public class RecordingTracker implements Tracker {

  public final List<TrackingEvent> events = Collections.synchronizedList(new ArrayList<>());
  public final Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
  public volatile boolean closed;

  @Override
  public void started(RunStarted event) {
    record(event);
  }

  @Override
  public void logged(StepLog event) {
    record(event);
  }

  @Override
  public void evaluated(EvaluationLog event) {
    record(event);
  }

  @Override
  public void checkpointed(CheckpointLog event) {
    record(event);
  }

  @Override
  public void finished(RunFinished event) {
    record(event);
  }

  @Override
  public void close() {
    threads.add(Thread.currentThread());
    closed = true;
  }

  private void record(TrackingEvent event) {
    threads.add(Thread.currentThread());
    events.add(event);
  }
}
