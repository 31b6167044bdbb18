package dev.heddle.trainer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.storage.FileStatus;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints on HDFS, where files have no second writer and names belong to another machine. */
class CheckpointIT {

  @TempDir private static Path scratch;
  private static MiniDFSCluster cluster;
  private static Storage storage;
  private URI output;
  private URI tokenizer;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, scratch.toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
    storage = HadoopStorage.of(cluster.getFileSystem().getConf());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void makeFolders(TestInfo test) {
    output = storage.resolve("/runs/" + test.getTestMethod().orElseThrow().getName());
    tokenizer = storage.resolve("/tokenizer");
    storage.replace(Storage.below(tokenizer, "tokenizer.json"), new byte[] {'{', '}'});
  }

  @Test
  void comesBackAsItWasWritten() {
    URI folder = write(storage, 20);

    assertThat(folder.getScheme()).isEqualTo("hdfs");
    Checkpoint newest = reader().latest(output).orElseThrow();
    assertThat(newest.folder()).isEqualTo(folder);
    assertThat(newest.state()).isEqualTo(Samples.state(20));
    assertThat(Samples.first(newest.weights(), "layer.bias")).isEqualTo(20.5f);
    assertThat(Samples.first(newest.optimizer(), "exp_avg_sq.layer.weight")).isEqualTo(20.75f);
  }

  @Test
  void theNewestReadableOneIsCompleteWheneverARunIsKilled() {
    write(storage, 10);
    int changes = 0;
    while (diesWriting(20, changes)) {
      assertThat(reader().latest(output).orElseThrow().state()).isEqualTo(Samples.state(10));
      changes++;
    }
    assertThat(changes).isGreaterThan(15);
    assertThat(reader().latest(output).orElseThrow().state().step()).isEqualTo(20);
    new CheckpointWriter(storage, output).cleanTemporaries();
    assertThat(names()).containsExactly("checkpoint-10", "checkpoint-20");
  }

  @Test
  void anAlteredFileIsPassedOver() {
    write(storage, 10);
    URI weights = Storage.below(write(storage, 20), "model.safetensors");
    byte[] content = storage.read(weights);
    content[content.length - 1] ^= 1;
    storage.replace(weights, content);

    assertThatThrownBy(() -> reader().open(CheckpointFiles.folder(output, 20)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.safetensors");
    assertThat(reader().latest(output).orElseThrow().state().step()).isEqualTo(10);
  }

  @Test
  void theOldestGoWhenThereAreTooMany() {
    for (long step : new long[] {9, 10, 100}) {
      write(storage, step);
    }

    assertThat(new Retention(storage, 2).apply(output, Optional.empty()))
        .containsExactly(CheckpointFiles.folder(output, 9));
    assertThat(names()).containsExactly("checkpoint-10", "checkpoint-100");
  }

  private static CheckpointReader reader() {
    return new CheckpointReader(storage);
  }

  private URI write(Storage target, long step) {
    return new CheckpointWriter(target, output)
        .write(Samples.state(step), Samples.content(step, Optional.of(tokenizer)));
  }

  private boolean diesWriting(long step, int changes) {
    try {
      write(new DyingStorage(storage, changes), step);
      return false;
    } catch (CheckpointException killed) {
      return true;
    }
  }

  private List<String> names() {
    return storage.list(output).stream().map(FileStatus::name).toList();
  }
}
