package dev.heddle.models.files;

import dev.heddle.storage.SeekableFile;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Reads tensors of a safetensors file by position, straight into the caller's memory; tensors and
 * files may be larger than 2 GiB. The whole header is checked when the file is opened, so that
 * nothing is read from a broken file.
 *
 * <p>All calls throw {@link SafetensorsException} where the file breaks the format and {@link
 * dev.heddle.storage.StorageException} where it cannot be read.
 */
public final class SafetensorsReader implements StoredTensors {
  private static final int LENGTH_BYTES = 8;
  private static final int CHUNK_BYTES = 1 << 20;

  private final SeekableFile file;
  private final String name;
  private final SafetensorsHeader header;
  private final long dataStart;

  private SafetensorsReader(SeekableFile file, String name) {
    this.file = file;
    this.name = name;
    int headerBytes = headerBytes();
    this.dataStart = LENGTH_BYTES + (long) headerBytes;
    byte[] json = new byte[headerBytes];
    file.read(ByteBuffer.wrap(json), LENGTH_BYTES);
    this.header = new HeaderParser(name).parse(json, file.length() - dataStart);
  }

  /** Opens a file and checks its header. */
  public static SafetensorsReader open(Storage storage, URI location) {
    return open(storage.openSeekable(location), location.toString());
  }

  /**
   * Checks the header of an open file, which belongs to the reader from now on.
   *
   * @param name what error messages call the file
   */
  public static SafetensorsReader open(SeekableFile file, String name) {
    try {
      return new SafetensorsReader(file, name);
    } catch (RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  public SafetensorsHeader header() {
    return header;
  }

  /** The file's URI, or what it was called when it was opened. */
  @Override
  public String name() {
    return name;
  }

  @Override
  public List<TensorInfo> tensors() {
    return header.tensors();
  }

  @Override
  public Optional<TensorInfo> find(String tensor) {
    return header.find(tensor).map(SafetensorsHeader.Placed::info);
  }

  /** What the file says about a tensor it must have. */
  public TensorInfo info(String tensor) {
    return placed(tensor).info();
  }

  @Override
  public void read(String tensor, long offset, ByteBuffer target) {
    SafetensorsHeader.Placed placed = placed(tensor);
    checkRange(placed.info(), offset, target.remaining(), placed.info().bytes());
    file.read(target, dataStart + placed.begin() + offset);
  }

  /** Fills {@code target} with all stored bytes of a tensor. */
  public void read(String tensor, ByteBuffer target) {
    checkWhole(info(tensor), info(tensor).bytes(), target.remaining());
    read(tensor, 0, target);
  }

  @Override
  public void readFloats(String tensor, long firstElement, ByteBuffer target) {
    TensorInfo info = info(tensor);
    checkRange(info, firstElement, target.remaining() / Float.BYTES, info.elements());
    switch (info.type()) {
      case F32 -> read(tensor, firstElement * Float.BYTES, target);
      case F16, BF16 -> widen(info, firstElement, target);
      default ->
          throw new SafetensorsException(
              "Cannot read %s as floats: file=%s; it is stored as %s, floats are F32, F16 and BF16"
                  .formatted(tensor, name, info.type()));
    }
  }

  /** Fills {@code target} with all values of a tensor as fp32, little endian. */
  public void readFloats(String tensor, ByteBuffer target) {
    checkWhole(info(tensor), info(tensor).elements() * Float.BYTES, target.remaining());
    readFloats(tensor, 0, target);
  }

  @Override
  public void close() {
    file.close();
  }

  private void widen(TensorInfo info, long firstElement, ByteBuffer target) {
    target.order(ByteOrder.LITTLE_ENDIAN);
    int halves = Math.min(CHUNK_BYTES, target.remaining() / 2);
    ByteBuffer stored = ByteBuffer.allocate(halves).order(ByteOrder.LITTLE_ENDIAN);
    long offset = firstElement * Short.BYTES;
    while (target.hasRemaining()) {
      stored.clear().limit(Math.min(halves, target.remaining() / 2));
      read(info.name(), offset, stored);
      offset += stored.flip().remaining();
      while (stored.hasRemaining()) {
        short bits = stored.getShort();
        target.putFloat(
            info.type() == TensorType.BF16
                ? FloatFormats.fromBf16(bits)
                : FloatFormats.fromF16(bits));
      }
    }
  }

  private int headerBytes() {
    if (file.length() < LENGTH_BYTES) {
      throw broken(
          "it has %d bytes where the length of its header takes 8".formatted(file.length()));
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.read(length, 0);
    long bytes = length.getLong(0);
    if (bytes < 0 || bytes > SafetensorsHeader.LIMIT) {
      throw broken(
          "its header claims %s bytes, at most %d are allowed"
              .formatted(Long.toUnsignedString(bytes), SafetensorsHeader.LIMIT));
    }
    if (bytes > file.length() - LENGTH_BYTES) {
      throw broken(
          "its header claims %d bytes and the file ends after %d".formatted(bytes, file.length()));
    }
    return (int) bytes;
  }

  private SafetensorsHeader.Placed placed(String tensor) {
    return header
        .find(tensor)
        .orElseThrow(
            () ->
                new SafetensorsException(
                    "Cannot read tensor: name=%s; file=%s has no such tensor among its %d"
                        .formatted(tensor, name, header.tensors().size())));
  }

  private static void checkWhole(TensorInfo info, long needed, long offered) {
    if (needed != offered) {
      throw new IllegalArgumentException(
          "Cannot read %s: its %s %s takes %d bytes, the buffer offers %d"
              .formatted(info.name(), info.type(), info.shape(), needed, offered));
    }
  }

  private static void checkRange(TensorInfo info, long first, long count, long available) {
    if (first < 0 || first > available - count) {
      throw new IllegalArgumentException(
          "Cannot read %s: range %d + %d is outside 0 to %d"
              .formatted(info.name(), first, count, available));
    }
  }

  private SafetensorsException broken(String problem) {
    return SafetensorsException.unreadable(name, problem);
  }
}
