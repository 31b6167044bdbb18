package dev.heddle.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSError;

/** Positioned reads of a Hadoop stream. */
final class HadoopSeekableFile implements SeekableFile {
  private static final int PART_BYTES = 1 << 20;

  private final FSDataInputStream stream;
  private final URI file;
  private final long length;

  HadoopSeekableFile(FSDataInputStream stream, URI file, long length) {
    this.stream = stream;
    this.file = file;
    this.length = length;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void read(ByteBuffer target, long position) {
    if (position + target.remaining() > length) {
      throw new StorageException(
          "Cannot read file: %s; bytes %d to %d are asked for and it has %d; it was cut short or is another file"
              .formatted(file, position, position + target.remaining(), length));
    }
    try {
      fill(target, position);
    } catch (IOException | FSError failure) {
      throw Failures.explain("read file", file, failure);
    }
  }

  /** Not every file system reads into a buffer; every one reads into an array. */
  private void fill(ByteBuffer target, long position) throws IOException {
    if (target.hasArray()) {
      int offset = target.arrayOffset() + target.position();
      stream.readFully(position, target.array(), offset, target.remaining());
      target.position(target.limit());
    } else {
      fillInParts(target, position);
    }
  }

  /** The array must stay small: what is read may be as large as memory. */
  private void fillInParts(ByteBuffer target, long position) throws IOException {
    byte[] part = new byte[Math.min(PART_BYTES, target.remaining())];
    long from = position;
    while (target.hasRemaining()) {
      int count = Math.min(part.length, target.remaining());
      stream.readFully(from, part, 0, count);
      target.put(part, 0, count);
      from += count;
    }
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException failure) {
      throw Failures.explain("close file", file, failure);
    }
  }
}
