package dev.heddle.data.shard;

import dev.heddle.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file for Parquet to write, whose digest is taken on the way. */
final class DigestedOutputFile implements OutputFile {

  private final Storage storage;
  private final URI file;
  private final MessageDigest digest = Sha256.start();
  private long position;

  DigestedOutputFile(Storage storage, URI file) {
    this.storage = storage;
    this.file = file;
  }

  /** Bytes written so far. */
  long length() {
    return position;
  }

  /** Of all bytes written; ends the digest. */
  String sha256() {
    return Sha256.text(digest);
  }

  @Override
  public PositionOutputStream create(long blockSizeHint) {
    return new Counted(storage.create(file));
  }

  /** Never overwrites: a shard that exists belongs to another writer. */
  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) {
    return create(blockSizeHint);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return file.toString();
  }

  private final class Counted extends PositionOutputStream {
    private final OutputStream stream;

    Counted(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int oneByte) throws IOException {
      stream.write(oneByte);
      digest.update((byte) oneByte);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
      digest.update(bytes, offset, length);
      position += length;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
