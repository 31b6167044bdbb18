package dev.heddle.trainer.tracking.files;

import dev.heddle.storage.DurableOutput;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.tracking.CheckpointLog;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.Tracker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Writes {@code trainer_log.jsonl}: a JSON object for every logged step and every evaluation, with
 * LLaMA-Factory's keys and doubles in full precision. Others can read it while the run goes on. A
 * resumed run first drops the lines behind its checkpoint, and what a crash left of a last line.
 */
public final class JsonlTracker implements Tracker {

  private static final long FLUSH_NANOS = 1_000_000_000;

  /** A flush waits until this many times its own duration has passed since the last. */
  private static final long FLUSH_SPACING = 20;

  private final Storage storage;
  private final TrainerLog log;
  private final LongSupplier nanoTime;
  private DurableOutput out;
  private long totalSteps;
  private int worldSize = 1;
  private long lastFlush;
  private long flushDuration;

  /**
   * @param outputDir folder of the run
   */
  public JsonlTracker(Storage storage, URI outputDir) {
    this(storage, outputDir, System::nanoTime);
  }

  JsonlTracker(Storage storage, URI outputDir, LongSupplier nanoTime) {
    this.storage = storage;
    this.log = new TrainerLog(storage, outputDir);
    this.nanoTime = nanoTime;
  }

  @Override
  public void started(RunStarted event) {
    totalSteps = event.totalSteps();
    worldSize = event.worldSize();
    closeOutput();
    new LogRepair(storage, log).keepUpTo(event.resumedFrom());
    out = storage.append(log.file());
  }

  @Override
  public void logged(StepLog event) {
    write(LogLine.of(event, worldSize));
    flushIfDue();
  }

  @Override
  public void evaluated(EvaluationLog event) {
    write(LogLine.of(event, totalSteps));
    flush();
  }

  @Override
  public void checkpointed(CheckpointLog event) {
    flush();
  }

  @Override
  public void finished(RunFinished event) {
    flush();
  }

  @Override
  public void close() {
    closeOutput();
  }

  private void write(Map<String, Object> line) {
    if (out == null) {
      // The start was lost or failed: go on at the end of whatever is there.
      out = storage.append(log.file());
    }
    out.write((TrainerLog.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  // A flush of a local file costs microseconds, of HDFS milliseconds: the first may follow every
  // line, the second must not become the work this thread does.
  private void flushIfDue() {
    long wait = Math.min(FLUSH_NANOS, FLUSH_SPACING * flushDuration);
    if (nanoTime.getAsLong() - lastFlush >= wait) {
      flush();
    }
  }

  private void flush() {
    if (out != null) {
      long begin = nanoTime.getAsLong();
      out.flush();
      lastFlush = nanoTime.getAsLong();
      flushDuration = lastFlush - begin;
    }
  }

  private void closeOutput() {
    DurableOutput open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}
