package dev.heddle.trainer.loop;

import dev.heddle.storage.Storage;
import dev.heddle.trainer.Resume;
import dev.heddle.trainer.checkpoint.Checkpoint;
import dev.heddle.trainer.checkpoint.CheckpointReader;
import java.util.Optional;

/** The checkpoint that a run goes on from, the same for all of its workers. */
final class ResumePoint {
  private final WorkerContext context;
  private final CheckpointReader reader;

  ResumePoint(WorkerContext context) {
    this.context = context;
    this.reader = new CheckpointReader(context.storage());
  }

  /** What the run file names, or what the first worker finds; empty for a run that starts anew. */
  Optional<Checkpoint> find() {
    Resume resume = context.trainer().resumeFromCheckpoint();
    if (resume.isOff()) {
      return Optional.empty();
    }
    return resume.isNewest()
        ? newest()
        : Optional.of(reader.open(context.storage().resolve(resume.text())));
  }

  private Optional<Checkpoint> newest() {
    Optional<Checkpoint> latest =
        context.isFirst() ? reader.latest(context.run().outputDir()) : Optional.empty();
    long step = latest.map(found -> found.state().step() + 1).orElse(0L);
    long agreed = context.collectives().sum(new long[] {step})[0] - 1;
    if (agreed < 0 || latest.isPresent()) {
      return latest;
    }
    return Optional.of(
        reader.open(Storage.below(context.run().outputDir(), "checkpoint-" + agreed)));
  }
}
