package dev.heddle.jobs.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.data.shard.ShardFile;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.jobs.prepare.Corpora.Sections;
import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same corpus gives the same shards, wherever it lies and however many cores there are. */
class PrepareEverywhereIT {

  @TempDir private Path scratch;

  /** Large enough for several partitions, with copies among the documents. */
  private Path corpus() {
    Random random = new Random(4);
    Path corpus = scratch.resolve("corpus");
    for (int i = 0; i < 16; i++) {
      String text = Corpora.sentence(random, 60_000).replace("9 ", "9\n");
      Corpora.write(corpus.resolve("file-%02d.txt".formatted(i)), text);
      if (i % 8 == 0) {
        Corpora.write(corpus.resolve("copy-%02d.txt".formatted(i)), text + "more");
      }
    }
    return corpus;
  }

  private List<ShardFile> shards(String master, Storage storage, String path, URI folder) {
    Sections settings =
        Corpora.settings(scratch, path, "val_size: 0.2", "max_document_bytes: 65536");
    try (JavaSparkContext spark = Corpora.spark(master)) {
      Corpora.prepare(spark, storage, settings, folder);
    }
    ShardSet shards = ShardSet.open(storage, folder);
    shards.verify();
    assertThat(shards.manifest().preparation().get("dropped_near_duplicate")).isPositive();
    assertThat(shards.manifest().splits().train().files()).hasSizeGreaterThan(1);
    return Stream.of(shards.manifest().splits().train(), shards.manifest().splits().validation())
        .flatMap(split -> split.files().stream())
        .toList();
  }

  @Test
  void oneCoreAndThreeGiveTheSameShards() throws IOException {
    String corpus = corpus().toString();
    Storage storage = HadoopStorage.local();
    URI one = storage.resolve(scratch.resolve("one").toString());
    URI three = storage.resolve(scratch.resolve("three").toString());

    assertThat(shards("local[3]", storage, corpus, three))
        .isEqualTo(shards("local[1]", storage, corpus, one));
    assertThat(Files.readString(Path.of(three).resolve("tokenizer.json")))
        .isEqualTo(Files.readString(Path.of(one).resolve("tokenizer.json")));
  }

  @Test
  void hdfsGivesTheSameShardsAsTheLocalDisk() throws IOException {
    Path corpus = corpus();
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, scratch.resolve("hdfs").toString());
    try (MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration).numDataNodes(1).build()) {
      cluster.waitActive();
      Storage hdfs = HadoopStorage.of(cluster.getFileSystem().getConf());
      try (Stream<Path> files = Files.list(corpus)) {
        for (Path file : files.toList()) {
          hdfs.replace(hdfs.resolve("/corpus/" + file.getFileName()), Files.readAllBytes(file));
        }
      }
      Storage local = HadoopStorage.local();
      URI here = local.resolve(scratch.resolve("here").toString());

      assertThat(shards("local[2]", hdfs, "/corpus", hdfs.resolve("/shards")))
          .isEqualTo(shards("local[2]", local, corpus.toString(), here));
    }
  }
}
