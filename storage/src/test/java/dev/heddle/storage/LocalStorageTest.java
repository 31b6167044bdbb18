package dev.heddle.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest {

  private final Storage storage = HadoopStorage.local();
  @TempDir private Path folder;

  private URI at(String path) {
    return Storage.below(folder.toUri(), path);
  }

  private void write(String path, String text) {
    storage.replace(at(path), text.getBytes(UTF_8));
  }

  @Test
  void createdFilesAreReadBackAndHaveNoChecksumFiles() throws IOException {
    try (OutputStream stream = storage.create(at("a/b/file.txt"))) {
      stream.write("weft".getBytes(UTF_8));
    }

    assertThat(storage.read(at("a/b/file.txt"))).asString(UTF_8).isEqualTo("weft");
    assertThat(folder.resolve("a/b")).isDirectoryNotContaining("glob:**.crc");
    assertThat(storage.status(at("a/b/file.txt")).length()).isEqualTo(4);
    assertThat(storage.status(at("a/b/file.txt")).name()).isEqualTo("file.txt");
  }

  @Test
  void namesWithSpacesAndPercentSignsStayAsTheyAre() {
    write("100% wool/a b.txt", "x");

    assertThat(folder.resolve("100% wool/a b.txt")).exists();
    assertThat(storage.list(at("100% wool")))
        .singleElement()
        .satisfies(status -> assertThat(storage.read(status.uri())).asString(UTF_8).isEqualTo("x"));
    assertThat(storage.read(storage.resolve(folder + "/100% wool/a b.txt")))
        .asString(UTF_8)
        .isEqualTo("x");
  }

  @Test
  void creatingRefusesAFileThatExists() {
    write("taken", "x");

    assertThatThrownBy(() -> storage.create(at("taken")))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot create file: %s; it exists already; delete it or choose another name",
            at("taken"));
    assertThat(storage.read(at("taken"))).asString(UTF_8).isEqualTo("x");
  }

  @Test
  void replacingInAStreamShowsTheOldContentUntilAllIsWritten() throws IOException {
    write("weights", "old");
    byte[] large = new byte[1 << 18];

    storage.replace(
        at("weights"),
        stream -> {
          stream.write(large);
          assertThat(storage.read(at("weights"))).asString(UTF_8).isEqualTo("old");
        });

    assertThat(storage.read(at("weights"))).isEqualTo(large);
    assertThat(folder).isDirectoryNotContaining("glob:**_temporary*");
  }

  @Test
  void aReplacementThatFailsHalfWayLeavesTheOldFileAlone() {
    write("weights", "old");

    assertThatThrownBy(
            () ->
                storage.replace(
                    at("weights"),
                    stream -> {
                      stream.write(new byte[1 << 18]);
                      throw new IOException("No space left on device");
                    }))
        .hasMessage(
            "Cannot write file: %s; no space left; free some or choose another place",
            at("weights"));

    assertThat(storage.read(at("weights"))).asString(UTF_8).isEqualTo("old");
    assertThat(folder).isDirectoryNotContaining("glob:**_temporary*");
  }

  @Test
  void missingFilesAreNamed() {
    assertThatThrownBy(() -> storage.open(at("absent")))
        .hasMessage("Cannot read file: %s; it does not exist; check the path", at("absent"));
    assertThatThrownBy(() -> storage.status(at("absent")))
        .hasMessage("Cannot look at: %s; it does not exist; check the path", at("absent"));
    assertThatThrownBy(() -> storage.list(at("absent")))
        .hasMessage("Cannot list folder: %s; it does not exist; check the path", at("absent"));
  }

  @Test
  void listingShowsHiddenNamesAndWalkingLeavesThemOut() {
    for (String name : List.of("b.txt", "a.txt", "_SUCCESS", ".hidden", "c/d.txt", "_t/e.txt")) {
      write(name, name);
    }

    assertThat(storage.list(folder.toUri()))
        .extracting(FileStatus::name)
        .containsExactly(".hidden", "_SUCCESS", "_t", "a.txt", "b.txt", "c");
    assertThat(storage.walk(folder.toUri()))
        .extracting(FileStatus::uri)
        .containsExactly(at("a.txt"), at("b.txt"), at("c/d.txt"));
    assertThat(storage.walk(at("a.txt"))).extracting(FileStatus::uri).containsExactly(at("a.txt"));
  }

  @Test
  void globsMatchSortedAndMayMatchNothing() {
    for (String name : List.of("x/2.json", "x/1.json", "y/3.json", "y/4.txt")) {
      write(name, name);
    }

    assertThat(storage.glob(folder + "/{x,y}/*.json"))
        .extracting(FileStatus::name)
        .containsExactly("1.json", "2.json", "3.json");
    assertThat(storage.glob(folder + "/*.parquet")).isEmpty();
    assertThat(storage.glob(folder + "/absent")).isEmpty();
  }

  @Test
  void appendedBytesAreSeenWhileTheFileIsOpen() {
    write("log", "one ");
    try (DurableOutput log = storage.append(at("log"))) {
      log.write("two ".getBytes(UTF_8));
      log.flush();
      assertThat(storage.read(at("log"))).asString(UTF_8).isEqualTo("one two ");
      log.write("three".getBytes(UTF_8));
      log.sync();
      assertThat(storage.read(at("log"))).asString(UTF_8).isEqualTo("one two three");
    }
  }

  @Test
  void appendingMakesTheFileAndItsFolders() {
    try (DurableOutput log = storage.append(at("new/log"))) {
      log.write('x');
    }
    assertThat(storage.read(at("new/log"))).asString(UTF_8).isEqualTo("x");
  }

  @Test
  void replacingLeavesNothingElseBehind() {
    write("state.json", "old");
    write("state.json", "new");

    assertThat(storage.read(at("state.json"))).asString(UTF_8).isEqualTo("new");
    assertThat(storage.list(folder.toUri())).hasSize(1);
  }

  @Test
  void positionedReadsFillArraysAndDirectBuffers() {
    write("digits", "0123456789");
    try (SeekableFile file = storage.openSeekable(at("digits"))) {
      ByteBuffer direct = ByteBuffer.allocateDirect(4);
      file.read(direct, 6);
      ByteBuffer part = ByteBuffer.allocate(6).position(1).limit(3);
      file.read(part, 2);

      assertThat(file.length()).isEqualTo(10);
      assertThat(UTF_8.decode(direct.flip()).toString()).isEqualTo("6789");
      assertThat(part.array()).containsExactly(0, '2', '3', 0, 0, 0);
      assertThat(part.remaining()).isZero();
    }
  }

  @Test
  void readingBehindTheEndIsRefused() {
    write("digits", "0123456789");
    try (SeekableFile file = storage.openSeekable(at("digits"))) {
      assertThatThrownBy(() -> file.read(ByteBuffer.allocate(4), 8))
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "Cannot read file: %s; bytes 8 to 12 are asked for and it has 10; it was cut short or"
                  + " is another file",
              at("digits"));
    }
  }

  @Test
  void deletingAnAbsentFileIsNoError() {
    write("tree/leaf", "x");
    storage.delete(at("tree"));
    storage.delete(at("tree"));
    assertThat(storage.exists(at("tree"))).isFalse();
  }

  @Test
  void aFullDiskIsCalledByItsName() {
    URI full = URI.create("file:///dev/full");
    assumeThat(Files.exists(Path.of("/dev/full"))).isTrue();

    assertThatThrownBy(
            () -> {
              try (DurableOutput output = storage.append(full)) {
                output.write(new byte[1 << 20]);
              }
            })
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot write file: file:///dev/full; no space left; free some or choose another place");
  }

  @Test
  void anUnknownSchemeNamesTheJarToAdd() {
    assertThatThrownBy(() -> storage.exists(URI.create("s3a://bucket/file")))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot open file system: scheme=s3a in s3a://bucket/file; nothing on the class path"
                + " serves it; add the jar org.apache.hadoop:hadoop-aws and what it needs to the"
                + " class path");
    assertThatThrownBy(() -> storage.resolve("hfds://node/file"))
        .hasMessageContaining("correct the scheme");
  }

  @Test
  void barePathsAreBelowTheWorkingFolder() {
    assertThat(storage.resolve("x/y")).isEqualTo(Path.of("x/y").toAbsolutePath().toUri());
    assertThat(storage.resolve("/x/y")).isEqualTo(URI.create("file:///x/y"));
    assertThat(storage.resolve("file:///x")).isEqualTo(URI.create("file:///x"));
  }

  @Test
  void travelsAsSettings() throws IOException, ClassNotFoundException {
    write("file", "x");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(storage);
    }
    InputStream sent = new ByteArrayInputStream(bytes.toByteArray());
    try (ObjectInputStream in = new ObjectInputStream(sent)) {
      Storage arrived = (Storage) in.readObject();
      assertThat(arrived.read(at("file"))).asString(UTF_8).isEqualTo("x");
    }
    assertThat(bytes.size()).isLessThan(1000);
  }

  @Test
  void onlyWhatDiffersFromHadoopsDefaultsTravels() throws IOException {
    var configuration = new org.apache.hadoop.conf.Configuration(false);
    configuration.addResource("core-default.xml");
    configuration.set("fs.defaultFS", "hdfs://node:8020");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(HadoopStorage.of(configuration));
    }

    assertThat(configuration.size()).isGreaterThan(100);
    assertThat(bytes.toString(UTF_8)).contains("hdfs://node:8020").doesNotContain("io.file");
    assertThat(bytes.size()).isLessThan(1000);
  }

  @Test
  void settingsWinOverDefaults() {
    Storage elsewhere = new HadoopStorage(Map.of("fs.defaultFS", "hdfs://127.0.0.1:1/"));
    assertThat(elsewhere.resolve("/x")).isEqualTo(URI.create("hdfs://127.0.0.1:1/x"));
  }
}
