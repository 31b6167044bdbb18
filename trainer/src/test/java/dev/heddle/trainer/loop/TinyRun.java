package dev.heddle.trainer.loop;

import dev.heddle.configs.Choice;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.shard.ShardFile;
import dev.heddle.data.shard.ShardWriter;
import dev.heddle.data.shard.Split;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Pooling;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.layers.Role;
import dev.heddle.models.modernbert.ModernBertProvider;
import dev.heddle.models.modernbert.ModernBertSettings;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.objectives.masked.MaskedLmProvider;
import dev.heddle.objectives.masked.MaskedLmSettings;
import dev.heddle.objectives.masked.RatioSchedule;
import dev.heddle.peft.MethodProvider;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Bf16;
import dev.heddle.trainer.Resume;
import dev.heddle.trainer.Steps;
import dev.heddle.trainer.Strategy;
import dev.heddle.trainer.TrainerSettings;
import dev.heddle.trainer.WorkerCount;
import dev.heddle.trainer.collectives.Collectives;
import dev.heddle.trainer.collectives.SingleWorker;
import dev.heddle.trainer.optim.Decay;
import dev.heddle.trainer.optim.OptimizerKind;
import dev.heddle.trainer.optim.ScheduleKind;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.TrackingEvent;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** A run small enough for tests: two layers, 32 wide, on sequences of unequal length. */
final class TinyRun {

  static final int VOCABULARY = 64;
  static final int MAX_LENGTH = 32;
  static final int TRAIN_PACKS = 96;
  static final int VALIDATION_PACKS = 21;

  private final Storage storage = HadoopStorage.local();
  private final URI folder;
  private final int wordless;

  int batch = 16;
  int accumulation = 1;
  int threads = 1;
  long steps = 10;
  long saveSteps = 1000;
  double rate = 2e-3;
  double maxGradNorm = 1;
  double dropout;
  boolean checkpointing;
  Strategy evaluation = Strategy.NO;
  Resume resume = Resume.parse("false");
  String output = "run";
  Choice<ObjectiveProvider<?>> objective = new Choice<>(new MaskedLmProvider(), objective());
  Optional<Choice<MethodProvider<?>>> peft = Optional.empty();
  BooleanSupplier stop = () -> false;
  final List<TrackingEvent> events = Collections.synchronizedList(new ArrayList<>());

  TinyRun(Path folder) {
    this(folder, 0);
  }

  /**
   * @param wordless how many packs of four hold special tokens only, so that nothing can be masked
   */
  TinyRun(Path folder, int wordless) {
    this.folder = folder.toUri();
    this.wordless = wordless;
    if (!storage.exists(shards())) {
      prepare();
    }
  }

  Storage storage() {
    return storage;
  }

  URI outputDir() {
    return Storage.below(folder, output);
  }

  URI shards() {
    return Storage.below(folder, "shards-" + wordless);
  }

  /** The losses of the logged steps, one a step. */
  List<Double> losses() {
    return logs().stream().map(StepLog::loss).toList();
  }

  List<StepLog> logs() {
    return events.stream().filter(StepLog.class::isInstance).map(StepLog.class::cast).toList();
  }

  WorkerResult run() {
    return run(new SingleWorker());
  }

  WorkerResult run(Collectives collectives) {
    return Worker.run(context(collectives));
  }

  WorkerContext context(Collectives collectives) {
    storage.createFolders(outputDir());
    return new WorkerContext(
        new RunIdentity("tiny", outputDir(), "", Map.of()),
        settings(),
        objective,
        peft,
        (task, engine, precision) ->
            new ModernBertProvider()
                .create(
                    model(32, dropout),
                    new ModelRequest(Vocabulary.of(VOCABULARY), task, engine, precision, 7)),
        new TinyTokenizer(VOCABULARY),
        Optional.empty(),
        storage,
        shards(),
        collectives,
        threads,
        events::add,
        stop);
  }

  TrainerSettings settings() {
    return new TrainerSettings(
        batch,
        4,
        accumulation,
        1,
        steps,
        rate,
        ScheduleKind.CONSTANT_WITH_WARMUP,
        new Steps(5),
        new Steps(0.1),
        Decay.COSINE,
        0,
        OptimizerKind.ADAMW,
        0.01,
        List.of(Role.NORM, Role.BIAS),
        0.9,
        0.98,
        1e-8,
        maxGradNorm,
        Bf16.parse("false"),
        checkpointing,
        DeviceChoice.CPU,
        11,
        Optional.empty(),
        1,
        evaluation,
        Optional.of(new Steps(5)),
        Strategy.STEPS,
        new Steps(saveSteps),
        Optional.empty(),
        resume,
        new WorkerCount(OptionalInt.empty()),
        0);
  }

  /** Masked language modelling of enough tokens that tiny batches have some. */
  static MaskedLmSettings objective() {
    return new MaskedLmSettings(
        0.3,
        RatioSchedule.CONSTANT,
        0.15,
        0.8,
        0.1,
        MaskedLmSettings.SelectionKind.INDEPENDENT,
        Optional.empty(),
        MaskedLmSettings.Masks.DYNAMIC);
  }

  /** An encoder of a width, without dropout. */
  static ModernBertSettings model(int width) {
    return model(width, 0);
  }

  private static ModernBertSettings model(int width, double dropout) {
    return new ModernBertSettings(
        width,
        48,
        2,
        2,
        64,
        8,
        2,
        160000,
        10000,
        1e-5,
        false,
        false,
        false,
        false,
        true,
        0.02,
        2,
        dropout,
        dropout,
        dropout,
        0,
        Pooling.CLS);
  }

  private void prepare() {
    Split train = split("train.parquet", TRAIN_PACKS, new Random(1));
    Split validation = split("validation.parquet", VALIDATION_PACKS, new Random(2));
    new Manifest(
            Manifest.SCHEMA_VERSION,
            "test",
            TinyTokenizer.files(VOCABULARY).fingerprint(),
            VOCABULARY,
            MAX_LENGTH,
            "none",
            SampleLayout.TEXT,
            new Manifest.Splits(train, validation),
            List.of(),
            Map.of())
        .write(storage, shards());
  }

  /** Sequences that count upwards, of length 4 to 20, in packs that are seldom full. */
  private Split split(String name, int packs, Random random) {
    try (ShardWriter writer = ShardWriter.create(storage, Storage.below(shards(), name), 16)) {
      for (int pack = 0; pack < packs; pack++) {
        int first = 4 + random.nextInt(17);
        int second = random.nextInt(MAX_LENGTH - first) / 3;
        int[] lengths = second == 0 ? new int[] {first} : new int[] {first, second};
        lengths = pack % 4 < wordless ? new int[] {2} : lengths;
        writer.write(counting(lengths, random), lengths);
      }
      ShardFile file = writer.finish();
      return Split.of(packs, file.tokens(), MAX_LENGTH, List.of(file));
    }
  }

  private static int[] counting(int[] lengths, Random random) {
    List<Integer> ids = new ArrayList<>();
    for (int length : lengths) {
      int start = random.nextInt(20);
      for (int place = 0; place < length; place++) {
        boolean isEdge = place == 0 || place == length - 1;
        int word = TinyTokenizer.FIRST_WORD + (start + 2 * place) % 40;
        ids.add(isEdge ? (place == 0 ? 2 : 3) : word);
      }
    }
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
