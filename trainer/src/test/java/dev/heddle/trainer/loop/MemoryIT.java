package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.models.engine.TensorEngine;
import dev.heddle.trainer.collectives.SingleWorker;
import dev.heddle.trainer.tracking.StepLog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory is outside the heap: nothing but this would tell that a step leaks. */
class MemoryIT {

  private static final long EARLY = 500;
  private static final long LATE = 3000;
  private static final double FEW_MEGABYTES = 24e6;

  @TempDir Path folder;

  private TensorEngine engine;
  private final Map<Long, Integer> liveArrays = new HashMap<>();
  private final Map<Long, Double> resident = new HashMap<>();

  @Test
  void staysFlatOverThreeThousandSteps() {
    TinyRun run = new TinyRun(folder);
    run.steps = LATE;
    run.batch = 4;
    WorkerContext context = run.context(new SingleWorker());
    Worker.run(
        new WorkerContext(
            context.run(),
            context.trainer(),
            context.objective(),
            context.peft(),
            (task, started, precision) -> {
              engine = started;
              return context.model().create(task, started, precision);
            },
            context.tokenizer(),
            context.tokenizerFolder(),
            context.storage(),
            context.shards(),
            context.collectives(),
            context.threads(),
            event -> {
              if (event instanceof StepLog log) {
                measure(log.step());
              }
            },
            context.stop()));
    assertThat(liveArrays.get(LATE)).isEqualTo(liveArrays.get(EARLY));
    assertThat(resident.get(LATE) - resident.get(EARLY)).isLessThan(FEW_MEGABYTES);
  }

  private void measure(long step) {
    if (step == EARLY || step == LATE) {
      System.gc();
      liveArrays.put(step, engine.root().getManagedArrays().size());
      resident.put(step, ResidentMemory.bytes());
    }
  }
}
