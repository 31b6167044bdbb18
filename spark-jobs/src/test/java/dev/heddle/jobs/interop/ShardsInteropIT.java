package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.Split;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards are Parquet files that {@code pyarrow} reads, and hold what their manifest says. */
class ShardsInteropIT {
  @TempDir private Path folder;

  @Test
  void pyarrowFindsWhatTheManifestTells() throws Exception {
    Quickstart quickstart =
        Quickstart.on(folder, "gson", "commons-text", "jackson-core").with("dataset.val_size=0.3");
    quickstart.run("prepare");
    Manifest manifest = quickstart.openShards().manifest();

    JsonNode found = Python.run(folder, "read_shards.py", quickstart.shards());

    assertAgreement(found.get("train"), manifest.splits().train(), manifest);
    assertAgreement(found.get("validation"), manifest.splits().validation(), manifest);
  }

  private static void assertAgreement(JsonNode found, Split split, Manifest manifest) {
    assertThat(split.packs()).isPositive();
    assertThat(found.get("packs").longValue()).isEqualTo(split.packs());
    assertThat(found.get("sequences").longValue()).isEqualTo(split.sequences());
    assertThat(found.get("tokens").longValue()).isEqualTo(split.tokens());
    assertThat(found.get("longest_pack").intValue()).isBetween(1, manifest.maxSeqLength());
    assertThat(found.get("lengths_add_up").booleanValue()).isTrue();
    assertThat(found.get("smallest_id").intValue()).isNotNegative();
    assertThat(found.get("largest_id").intValue()).isBetween(1, manifest.vocabularySize() - 1);
  }
}
