package dev.heddle.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path folder;

  private URI at(String path) {
    return Storage.below(folder.toUri(), path);
  }

  private void writeInto(Publication publication, String name) {
    storage.replace(Storage.below(publication.folder(), name), name.getBytes(UTF_8));
  }

  @Test
  void appearsAllAtOnceUnderTheTargetsName() {
    try (Publication publication = storage.stage(at("checkpoint-1"))) {
      writeInto(publication, "part/weights");
      assertThat(storage.exists(at("checkpoint-1"))).isFalse();
      assertThat(storage.walk(folder.toUri())).isEmpty();
      publication.publish();
    }

    assertThat(storage.read(at("checkpoint-1/part/weights"))).asString(UTF_8).endsWith("weights");
    assertThat(storage.list(folder.toUri())).hasSize(1);
  }

  @Test
  void closedUnpublishedItLeavesNothing() {
    try (Publication publication = storage.stage(at("checkpoint-1"))) {
      writeInto(publication, "weights");
    }
    assertThat(storage.list(folder.toUri())).isEmpty();
  }

  @Test
  void refusesATargetThatExists() {
    storage.createFolders(at("taken"));
    assertThatThrownBy(() -> storage.stage(at("taken")))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot publish folder: %s; it exists already; delete it or choose another name",
            at("taken"));
  }

  @Test
  void refusesATargetThatAppearedMeanwhileEvenIfEmpty() throws IOException {
    try (Publication publication = storage.stage(at("raced"))) {
      writeInto(publication, "weights");
      Files.createDirectory(folder.resolve("raced"));

      assertThatThrownBy(publication::publish).hasMessageContaining("it exists already");
      assertThat(folder.resolve("raced")).isEmptyDirectory();
      assertThat(storage.exists(publication.folder())).isTrue();
    }
    assertThat(storage.list(folder.toUri())).hasSize(1);
  }

  @Test
  void leftoversOfATargetAreFoundAndCleaned() {
    storage.createFolders(at("_temporary-run-1234"));
    storage.createFolders(at("_temporary-other-1234"));

    assertThat(storage.temporaries(at("run/")))
        .extracting(FileStatus::name)
        .containsExactly("_temporary-run-1234");
    storage.cleanTemporaries(at("run"));

    assertThat(storage.list(folder.toUri()))
        .extracting(FileStatus::name)
        .containsExactly("_temporary-other-1234");
  }
}
