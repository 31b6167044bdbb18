package dev.heddle.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real HDFS: one name node and one data node in this JVM. */
class HadoopStorageIT {

  private static MiniDFSCluster cluster;
  private static DistributedFileSystem hdfs;
  private static Storage storage;

  @BeforeAll
  static void startCluster(@TempDir Path folder) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
    hdfs = cluster.getFileSystem();
    storage = HadoopStorage.of(hdfs.getConf());
  }

  @AfterAll
  static void stopCluster() {
    cluster.shutdown();
  }

  private static URI at(String path) {
    return storage.resolve(path);
  }

  private static void write(String path, String text) {
    storage.replace(at(path), text.getBytes(UTF_8));
  }

  @Test
  void barePathsAreOnTheDefaultFileSystem() {
    assertThat(at("/a/b").toString()).isEqualTo(hdfs.getUri() + "/a/b");
    assertThat(storage.resolve("hdfs:///a").toString()).isEqualTo(hdfs.getUri() + "/a");
    assertThat(storage.resolve("file:///a").getScheme()).isEqualTo("file");
  }

  @Test
  void filesAreCreatedReadByPositionAndNotOverwritten() throws IOException {
    try (OutputStream stream = storage.create(at("/create/file"))) {
      stream.write("0123456789".getBytes(UTF_8));
    }
    try (SeekableFile file = storage.openSeekable(at("/create/file"))) {
      ByteBuffer part = ByteBuffer.allocateDirect(3);
      file.read(part, 4);
      assertThat(UTF_8.decode(part.flip()).toString()).isEqualTo("456");
    }
    assertThatThrownBy(() -> storage.create(at("/create/file")))
        .hasMessage(
            "Cannot create file: %s; it exists already; delete it or choose another name",
            at("/create/file"));
  }

  @Test
  void appendedBytesAreSeenWhileTheFileIsOpen() {
    write("/logs/log", "one ");
    try (DurableOutput log = storage.append(at("/logs/log"))) {
      log.write("two ".getBytes(UTF_8));
      log.flush();
      assertThat(storage.read(at("/logs/log"))).asString(UTF_8).isEqualTo("one two ");
      log.write("three".getBytes(UTF_8));
      log.sync();
      assertThat(storage.read(at("/logs/log"))).asString(UTF_8).isEqualTo("one two three");
    }
  }

  @Test
  void replacingKeepsOneFile() {
    write("/replace/state", "old");
    write("/replace/state", "new");

    assertThat(storage.read(at("/replace/state"))).asString(UTF_8).isEqualTo("new");
    assertThat(storage.list(at("/replace"))).hasSize(1);
  }

  @Test
  void publicationIsOneRenameAndRefusesAnExistingTarget() {
    try (Publication publication = storage.stage(at("/runs/checkpoint-1"))) {
      storage.replace(Storage.below(publication.folder(), "weights"), new byte[] {1});
      assertThat(storage.walk(at("/runs"))).isEmpty();
      publication.publish();
    }
    assertThat(storage.walk(at("/runs"))).extracting(FileStatus::name).containsExactly("weights");
    assertThatThrownBy(() -> storage.stage(at("/runs/checkpoint-1")))
        .hasMessageContaining("it exists already");
  }

  /** HDFS's plain rename would move the folder into the one that exists. */
  @Test
  void aTargetThatAppearedMeanwhileIsLeftAlone() {
    try (Publication publication = storage.stage(at("/raced/checkpoint-1"))) {
      storage.replace(Storage.below(publication.folder(), "weights"), new byte[] {1});
      storage.createFolders(at("/raced/checkpoint-1"));

      assertThatThrownBy(publication::publish)
          .isInstanceOf(StorageException.class)
          .hasMessage(
              "Cannot publish folder: %s; it exists already; delete it or choose another name",
              at("/raced/checkpoint-1"));
      assertThat(storage.list(at("/raced/checkpoint-1"))).isEmpty();
    }
    assertThat(storage.list(at("/raced"))).hasSize(1);
  }

  @Test
  void aFolderHasOneWriter() {
    try (FolderLock lock = storage.lock(at("/locked"))) {
      assertThatThrownBy(() -> storage.lock(at("/locked")))
          .isInstanceOf(FolderInUse.class)
          .hasMessageStartingWith(
              "Cannot lock folder: %s; it is in use by process %d on ",
              at("/locked"), ProcessHandle.current().pid());
      lock.requireHeld();
    }
    storage.lock(at("/locked")).close();
    assertThat(storage.list(at("/locked"))).isEmpty();
  }

  /** A killed owner's lease is one that nobody renews: its file grows old. */
  @Test
  void aLeaseThatGrewOldIsTakenOverAndItsOwnerTold() throws IOException {
    FolderLock cutOff = storage.lock(at("/stale"));
    URI file = Storage.below(at("/stale"), ".heddle.lock");
    makeOlder(file, LeaseFolderLock.STALE_AFTER.plusSeconds(1));
    try (FolderLock successor = storage.lock(at("/stale"))) {
      assertThatThrownBy(cutOff::requireHeld)
          .isInstanceOf(FolderInUse.class)
          .hasMessageStartingWith(
              "Cannot go on writing to folder: %s; the lock was lost to process", at("/stale"));
      ((LeaseFolderLock) cutOff).beat();
      cutOff.close();
      successor.requireHeld();
    }
  }

  @Test
  void aHeartbeatMakesTheLeaseYoungAgain() throws IOException {
    URI file = Storage.below(at("/beating"), ".heddle.lock");
    try (FolderLock lock = storage.lock(at("/beating"))) {
      makeOlder(file, LeaseFolderLock.STALE_AFTER.plusSeconds(1));
      ((LeaseFolderLock) lock).beat();
      assertThatThrownBy(() -> storage.lock(at("/beating"))).isInstanceOf(FolderInUse.class);
      lock.requireHeld();
    }
  }

  private static void makeOlder(URI file, Duration age) throws IOException {
    long modified = storage.status(file).modified() - age.toMillis();
    hdfs.setTimes(new org.apache.hadoop.fs.Path(file), modified, -1);
  }

  @Test
  void forbiddenFoldersAreCalledSo() throws Exception {
    storage.createFolders(at("/private"));
    UserGroupInformation guest = UserGroupInformation.createRemoteUser("guest");
    PrivilegedExceptionAction<OutputStream> create = () -> storage.create(at("/private/file"));

    assertThatThrownBy(() -> guest.doAs(create))
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith(
            "Cannot create file: %s; permission denied; ask for access or choose another place"
                + " (Permission denied: user=guest, access=WRITE",
            at("/private/file"));
  }

  @Test
  void aUsedUpQuotaIsAFullDisk() throws IOException {
    storage.createFolders(at("/small"));
    hdfs.setQuota(new org.apache.hadoop.fs.Path("/small"), Long.MAX_VALUE - 1, 1024);

    assertThatThrownBy(() -> storage.replace(at("/small/file"), new byte[4096]))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot write file: %s; no space left; free some or choose another place",
            at("/small/file"));
  }
}
