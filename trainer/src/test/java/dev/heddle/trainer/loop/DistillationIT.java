package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.heddle.configs.Choice;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.HuggingFaceFolder;
import dev.heddle.models.files.Weights;
import dev.heddle.models.modernbert.ModernBertProvider;
import dev.heddle.models.modernbert.ModernBertSettings;
import dev.heddle.objectives.distillation.DistillationProvider;
import dev.heddle.objectives.distillation.DistillationSettings;
import dev.heddle.objectives.distillation.Divergence;
import dev.heddle.objectives.distillation.HiddenSettings;
import dev.heddle.objectives.distillation.TeacherSettings;
import dev.heddle.objectives.masked.MaskedLmProvider;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Resume;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in which a student learns from a narrower teacher, hidden states included. */
class DistillationIT {
  private static final Storage STORAGE = HadoopStorage.local();
  private static final int VOCABULARY = TinyRun.VOCABULARY;

  @TempDir Path folder;
  private URI teacher;

  @BeforeEach
  void writeTeacher() {
    teacher = Storage.below(folder.toUri(), "teacher");
    ModernBertProvider provider = new ModernBertProvider();
    ModernBertSettings settings = TinyRun.model(16);
    Vocabulary vocabulary = Vocabulary.of(VOCABULARY + 3); // padded
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Model model =
            provider.create(
                settings,
                new ModelRequest(vocabulary, Task.LANGUAGE_MODELLING, engine, Precision.FP32, 3))) {
      new HuggingFaceFolder(
              Weights.tensors(Weights.of(model)),
              provider.toHuggingFace(settings, vocabulary, Task.LANGUAGE_MODELLING),
              Optional.empty(),
              Optional.empty())
          .writeInto(STORAGE, teacher);
    }
    TinyTokenizer.files(VOCABULARY).write(STORAGE, teacher);
  }

  @Test
  void lossesAreEqualForOneAndFourWorkers() throws Exception {
    List<Double> alone = curve(1);
    List<Double> four = curve(4);
    assertThat(alone).hasSize(12);
    assertThat(alone.get(11)).isLessThan(alone.get(0));
    for (int step = 0; step < 12; step++) {
      assertThat(four.get(step)).isCloseTo(alone.get(step), withinPercentage(1e-3));
    }
  }

  @Test
  void resumesBitForBitWithItsProjection() {
    TinyRun whole = tiny("whole");
    whole.run();
    TinyRun first = tiny("part");
    int[] asked = {0};
    first.stop = () -> asked[0]++ == 6;
    assertThat(first.run().isComplete()).isFalse();
    TinyRun second = tiny("part");
    second.resume = Resume.parse("true");
    second.run();
    List<Double> losses = new ArrayList<>(first.losses());
    losses.addAll(second.losses());
    assertThat(losses).isEqualTo(whole.losses());
    for (String file : List.of("model", "optimizer", "objective")) {
      assertThat(content(second, file)).as(file).isEqualTo(content(whole, file));
    }
  }

  private static byte[] content(TinyRun run, String file) {
    return STORAGE.read(
        Storage.below(run.outputDir(), "checkpoint-12/%s.safetensors".formatted(file)));
  }

  private List<Double> curve(int workers) throws Exception {
    TinyRun run = tiny("workers-" + workers);
    run.batch = 16 / workers;
    for (Future<WorkerResult> outcome : TinyGroup.run(workers, run::run)) {
      outcome.get();
    }
    return run.losses();
  }

  private TinyRun tiny(String output) {
    TinyRun run = new TinyRun(folder);
    run.output = output;
    run.steps = 12;
    run.objective = new Choice<>(new DistillationProvider(), settings());
    return run;
  }

  private DistillationSettings settings() {
    return new DistillationSettings(
        new Choice<>(new MaskedLmProvider(), TinyRun.objective()),
        new TeacherSettings(teacher.toString(), Precision.FP32, Optional.empty()),
        2,
        Divergence.JENSEN_SHANNON,
        0.5,
        0.5,
        new HiddenSettings(0.5));
  }
}
