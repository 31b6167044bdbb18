package dev.heddle.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.jobs.train.ChildRun;
import dev.heddle.jobs.train.CommandRun;
import dev.heddle.jobs.train.TinyRunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot work gets one clear line and an exit code, and nothing is lost. */
class BadInputIT {
  private static final String MASTER = "spark.master";
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  @TempDir private Path folder;
  private TinyRunFile tiny;

  @BeforeEach
  void writeRunFile() throws IOException {
    tiny = TinyRunFile.in(folder);
  }

  @AfterEach
  void forgetMaster() {
    System.clearProperty(MASTER);
  }

  @Test
  void aCorpusThatIsNotThere() {
    CommandRun run = tiny.run("train", "dataset.path=[" + folder.resolve("nowhere") + "]");

    assertThat(run.exitCode()).isEqualTo(FAILED);
    assertThat(run.output()).isEmpty();
    assertThat(onlyLine(run))
        .startsWith("Cannot read corpus: ")
        .contains(folder.resolve("nowhere").toString(), "nothing is there");
  }

  @Test
  void aShardThatWasCutShort() throws IOException {
    assertThat(tiny.run("prepare").exitCode()).isZero();
    Path shard = tiny.shards().resolve("train-00000.parquet");
    byte[] content = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(content, content.length / 2));

    CommandRun run = tiny.run("train");

    assertThat(run.exitCode()).isEqualTo(FAILED);
    assertThat(onlyLine(run)).contains("train-00000.parquet", "altered or cut short");
  }

  @Test
  void aShardThatWasAlteredInPlace() throws IOException {
    assertThat(tiny.run("prepare").exitCode()).isZero();
    Path shard = tiny.shards().resolve("train-00000.parquet");
    byte[] content = Files.readAllBytes(shard);
    content[content.length / 2] ^= 1;
    Files.write(shard, content);

    CommandRun run = tiny.run("train");

    assertThat(run.exitCode()).isEqualTo(FAILED);
    assertThat(run.error()).containsOnlyOnce("Running training");
    assertThat(lastLine(run)).startsWith("Cannot ").contains("train-00000.parquet");
    assertThat(shard).hasBinaryContent(content);
  }

  @Test
  void anOutputFolderThatAnotherProcessWritesTo() throws IOException, InterruptedException {
    Path lock = tiny.output().resolve(".heddle.lock");
    List<String> endless =
        tiny.arguments("train", "trainer.max_steps=1000000", "trainer.save_steps=1000000");
    try (ChildRun other = ChildRun.start(folder.resolve("other.log"), endless)) {
      other.await(() -> Files.exists(lock) && Files.size(lock) > 0);

      CommandRun second = tiny.run("train", "overwrite_output_dir=true");

      assertThat(second.exitCode()).isEqualTo(FAILED);
      assertThat(onlyLine(second)).contains(tiny.output().toString(), "in use");
      other.kill();
    }
    CommandRun third = tiny.run("train", "overwrite_output_dir=true", "trainer.max_steps=1");
    assertThat(third.exitCode()).as(third.error()).isZero();
  }

  @Test
  void moreWorkersThanTheClusterHasSlots() {
    System.setProperty(MASTER, "local[2]");

    CommandRun run = tiny.run("train", "trainer.num_workers=64");

    assertThat(run.exitCode()).isEqualTo(FAILED);
    assertThat(onlyLine(run))
        .isEqualTo(
            "Cannot start the workers: trainer.num_workers=64; Spark has 2 slots for tasks now;"
                + " ask for fewer workers, or for more executors or cores");
  }

  @Test
  void sizesThatCannotBe() {
    CommandRun run =
        tiny.run(
            "train", "model.hidden_size=33", "trainer.num_workers=0", "dataset.max_seq_length=2");

    assertThat(run.exitCode()).isEqualTo(WRONG_USAGE);
    assertThat(run.error())
        .contains("model.hidden_size=33", "must be a multiple of twice num_attention_heads (2)")
        .contains("trainer.num_workers=0", "at least 1")
        .contains("dataset.max_seq_length=2", "must be 3 or above");
    assertThat(tiny.output()).doesNotExist();
  }

  private static String onlyLine(CommandRun run) {
    assertThat(lines(run)).hasSize(1);
    return lastLine(run);
  }

  private static String lastLine(CommandRun run) {
    return lines(run).get(lines(run).size() - 1);
  }

  /** What was printed besides the log. */
  private static List<String> lines(CommandRun run) {
    return run.error().lines().filter(line -> !line.isBlank() && !line.contains(" INFO ")).toList();
  }
}
