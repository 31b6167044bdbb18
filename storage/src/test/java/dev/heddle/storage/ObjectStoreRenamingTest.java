package dev.heddle.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreRenamingTest {

  @TempDir private Path folder;
  private Store store;
  private Renaming renaming;

  /** Writes down in which order names appear; renames at most so many. */
  private static final class Store extends RawLocalFileSystem {
    private final List<String> renamed = new ArrayList<>();
    private int renamesLeft = Integer.MAX_VALUE;

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      if (renamesLeft-- <= 0) {
        return false;
      }
      renamed.add(to.getName());
      return super.rename(from, to);
    }
  }

  @BeforeEach
  void fillStagedFolder() throws IOException {
    store = new Store();
    store.initialize(URI.create("file:///"), new Configuration());
    renaming = new ObjectStoreRenaming(store);
    Files.createDirectory(folder.resolve("staged"));
    for (String name : List.of("a.parquet", "manifest.json", "z.parquet")) {
      Files.writeString(folder.resolve("staged").resolve(name), name);
    }
  }

  private URI at(String name) {
    return Storage.below(folder.toUri(), name);
  }

  @Test
  void theManifestAppearsLast() throws IOException {
    renaming.publish(at("staged"), at("published"));

    assertThat(store.renamed).hasSize(3).last().isEqualTo("manifest.json");
    assertThat(folder.resolve("published/z.parquet")).content(UTF_8).isEqualTo("z.parquet");
    assertThat(folder.resolve("staged")).doesNotExist();
  }

  @Test
  void interruptedHalfWayThereIsNoManifest() {
    store.renamesLeft = 2;
    assertThatThrownBy(() -> renaming.publish(at("staged"), at("published")))
        .hasMessageContaining("the store refused to rename");
    assertThat(folder.resolve("published/manifest.json")).doesNotExist();
  }

  @Test
  void anExistingTargetIsLeftAlone() throws IOException {
    Files.createDirectory(folder.resolve("published"));
    assertThatThrownBy(() -> renaming.publish(at("staged"), at("published")))
        .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
    assertThat(folder.resolve("published")).isEmptyDirectory();
  }

  @Test
  void aFileIsReplacedByOnePut() throws IOException {
    renaming.replace(at("state"), "old".getBytes(UTF_8));
    renaming.replace(at("state"), "new".getBytes(UTF_8));
    assertThat(folder.resolve("state")).content(UTF_8).isEqualTo("new");
  }
}
