package dev.heddle.data.parquet;

import dev.heddle.storage.SeekableFile;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** An open file for Parquet to read. */
public final class PositionedInputFile implements InputFile, AutoCloseable {

  private final URI name;
  private final SeekableFile file;

  /** Opens a file; whoever opens it closes it. */
  public PositionedInputFile(Storage storage, URI name) {
    this.name = name;
    this.file = storage.openSeekable(name);
  }

  @Override
  public long getLength() {
    return file.length();
  }

  @Override
  public SeekableInputStream newStream() {
    Cursor cursor = new Cursor();
    return new DelegatingSeekableInputStream(cursor) {
      @Override
      public long getPos() {
        return cursor.position;
      }

      @Override
      public void seek(long position) {
        cursor.position = position;
      }
    };
  }

  @Override
  public void close() {
    file.close();
  }

  @Override
  public String toString() {
    return name.toString();
  }

  /** Parquet reads whole column chunks, so there is no buffer here. */
  private final class Cursor extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int available = (int) Math.min(length, file.length() - position);
      if (available <= 0) {
        return length == 0 ? 0 : -1;
      }
      file.read(ByteBuffer.wrap(target, offset, available), position);
      position += available;
      return available;
    }
  }
}
