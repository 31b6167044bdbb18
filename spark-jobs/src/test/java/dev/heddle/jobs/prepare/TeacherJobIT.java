package dev.heddle.jobs.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.RunFile;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.files.HuggingFaceFolder;
import dev.heddle.models.files.Weights;
import dev.heddle.models.llama.LlamaProvider;
import dev.heddle.models.llama.LlamaSettings;
import dev.heddle.objectives.TeacherColumns;
import dev.heddle.objectives.TeacherColumns.Selection;
import dev.heddle.objectives.distillation.Teacher;
import dev.heddle.objectives.distillation.TeacherAnswers;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A teacher is asked about prepared shards on Spark in this JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TeacherJobIT {
  private static final Storage STORAGE = HadoopStorage.local();
  private static final int K = 4;

  private Path scratch;
  private JavaSparkContext spark;
  private PreparedCorpus corpus;
  private URI teacher;

  @BeforeAll
  void prepare(@TempDir Path folder) {
    scratch = folder;
    spark = Corpora.spark("local[2]");
    Path texts = Corpora.text(scratch.resolve("corpus"), 30);
    corpus =
        Corpora.prepare(
            spark,
            Corpora.settings(scratch, texts.toString(), "val_size: 0.2"),
            STORAGE.resolve(scratch.resolve("shards").toString()));
    teacher = STORAGE.resolve(scratch.resolve("teacher").toString());
    writeTeacher(teacher, Optional.of(corpus.folder()));
  }

  @AfterAll
  void stop() {
    spark.stop();
  }

  @Test
  void everySampleGetsTheTeachersAnswers() {
    PreparedCorpus wide = job(columns(Selection.MOST_LIKELY, 2)).run();
    assertThat(wide.origin()).isEqualTo(PreparedCorpus.Origin.MADE);
    assertThat(wide.folder()).isNotEqualTo(corpus.folder());
    ShardSet narrow = ShardSet.open(STORAGE, corpus.folder());
    ShardSet wider = ShardSet.open(STORAGE, wide.folder());
    wider.verify();
    List<PackedSample> before = Corpora.packs(narrow.train());
    List<PackedSample> after = Corpora.packs(wider.train());
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).inputIds()).isEqualTo(before.get(i).inputIds());
      assertThat(after.get(i).index()).isEqualTo(before.get(i).index());
    }
    assertThat(Corpora.packs(wider.validation()))
        .isNotEmpty()
        .allMatch(pack -> pack.column(TeacherColumns.IDS).length == K * pack.inputIds().length);
    assertAnswers(after.subList(0, 3), columns(Selection.MOST_LIKELY, 2));
  }

  private void assertAnswers(List<PackedSample> samples, TeacherColumns columns) {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Teacher asked =
            Teacher.load(
                STORAGE,
                teacher,
                Precision.FP32,
                engine,
                corpus.manifest().tokenizerFingerprint(),
                CausalLanguageModel.class)) {
      TeacherAnswers answers =
          new TeacherAnswers(asked, columns, corpus.manifest().vocabularySize());
      List<Map<String, int[]>> expected = answers.of(samples);
      for (int i = 0; i < samples.size(); i++) {
        assertThat(samples.get(i).column(TeacherColumns.IDS))
            .isEqualTo(expected.get(i).get(TeacherColumns.IDS));
      }
    }
  }

  @Test
  void theManifestTellsWhereTheAnswersComeFrom() {
    PreparedCorpus wide = job(columns(Selection.DRAWN, 1)).run();
    Manifest manifest = Manifest.read(STORAGE, wide.folder());
    assertThat(manifest.added())
        .containsEntry("teacher_temperature", "1.0")
        .containsEntry("teacher_selection", "DRAWN")
        .containsEntry("teacher_k", "4")
        .hasEntrySatisfying("teacher_sha256", hash -> assertThat(hash).hasSize(64));
    assertThat(manifest.layout().columns()).containsAll(columns(Selection.DRAWN, 1).columns());
    assertThat(manifest.tokenizerFingerprint()).isEqualTo(corpus.manifest().tokenizerFingerprint());
    assertThat(manifest.splits().train().tokens())
        .isEqualTo(corpus.manifest().splits().train().tokens());
  }

  @Test
  void answersAreFoundAgainAndAnotherTemperatureHasOthers() {
    PreparedCorpus first = job(columns(Selection.MOST_LIKELY, 3)).run();
    PreparedCorpus again = job(columns(Selection.MOST_LIKELY, 3)).run();
    assertThat(again.origin()).isEqualTo(PreparedCorpus.Origin.FOUND);
    assertThat(again.folder()).isEqualTo(first.folder());
    assertThat(job(columns(Selection.MOST_LIKELY, 5)).run().folder()).isNotEqualTo(first.folder());
  }

  @Test
  void askingAgainWritesTheSameFiles() {
    TeacherColumns columns = columns(Selection.DRAWN, 2);
    PreparedCorpus first = job(columns).run();
    STORAGE.delete(first.folder());
    PreparedCorpus again = job(columns).run();
    assertThat(again.origin()).isEqualTo(PreparedCorpus.Origin.MADE);
    assertThat(again.manifest().splits()).isEqualTo(first.manifest().splits());
  }

  @Test
  void aTeacherOfOtherTokensIsRefused() {
    URI stranger = STORAGE.resolve(scratch.resolve("stranger").toString());
    writeTeacher(stranger, Optional.of(corpus.folder()));
    URI tokenizer = Storage.below(stranger, "tokenizer.json");
    String text = new String(STORAGE.read(tokenizer), StandardCharsets.UTF_8);
    STORAGE.replace(tokenizer, text.replace("[MASK]", "[HIDE]").getBytes(StandardCharsets.UTF_8));
    TeacherColumns columns =
        new TeacherColumns(stranger.toString(), Precision.FP32, 1, Selection.MOST_LIKELY, K);
    assertThatThrownBy(() -> job(columns).run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot load teacher: objective.teacher.path=")
        .hasMessageContaining("predictions of other tokens cannot be compared");
  }

  private TeacherJob job(TeacherColumns columns) {
    return new TeacherJob(spark, STORAGE, corpus, columns, DeviceChoice.CPU);
  }

  private TeacherColumns columns(Selection selection, double temperature) {
    return new TeacherColumns(teacher.toString(), Precision.FP32, temperature, selection, K);
  }

  /** Its table has more rows than the tokenizer has tokens. */
  private static void writeTeacher(URI folder, Optional<URI> tokenizer) {
    String sizes =
        """
        hidden_size: 16
        intermediate_size: 24
        num_hidden_layers: 1
        num_attention_heads: 2
        max_position_embeddings: 64
        """;
    LlamaSettings settings =
        RunFile.ofOpenYaml("llama", sizes, List.of()).bind(LlamaSettings.class);
    LlamaProvider provider = new LlamaProvider();
    Vocabulary vocabulary = Vocabulary.of(408);
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Model model =
            provider.create(
                settings,
                new ModelRequest(vocabulary, Task.LANGUAGE_MODELLING, engine, Precision.FP32, 3))) {
      ObjectNode config = provider.toHuggingFace(settings, vocabulary, Task.LANGUAGE_MODELLING);
      new HuggingFaceFolder(Weights.tensors(Weights.of(model)), config, tokenizer, Optional.empty())
          .writeInto(STORAGE, folder);
    }
  }
}
