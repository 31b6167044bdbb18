package dev.heddle.storage;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.impl.StoreImplementationUtils;
import org.apache.hadoop.fs.statistics.BufferedIOStatisticsOutputStream;

/** The end of a local file. Hadoop's own stream for it does not reach the disk when synced. */
final class LocalAppend extends FileOutputStream implements Syncable, StreamCapabilities {

  private LocalAppend(File file) throws IOException {
    super(file, true);
  }

  static FSDataOutputStream open(FileSystem files, Path path, int bufferBytes) throws IOException {
    long length = files.getFileStatus(path).getLen();
    LocalAppend end = new LocalAppend(new File(path.toUri().getPath()));
    var buffered = new BufferedIOStatisticsOutputStream(end, bufferBytes, true);
    return new FSDataOutputStream(buffered, null, length);
  }

  @Override
  public boolean hasCapability(String capability) {
    return StoreImplementationUtils.isProbeForSyncable(capability);
  }

  /** Other readers see the page cache, where every written byte is already. */
  @Override
  public void hflush() {}

  @Override
  public void hsync() throws IOException {
    getFD().sync();
  }
}
