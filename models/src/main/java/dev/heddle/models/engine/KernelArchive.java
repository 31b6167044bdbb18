package dev.heddle.models.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive without parameters, as {@code torch.jit.save} lays it out: a zip of stored
 * (not compressed) entries below one folder, with the code as text and the module object as a
 * pickle.
 */
final class KernelArchive {
  /**
   * Pickle of an object of class {@code __torch__.K} without state: protocol, global, empty tuple,
   * new object, build from {}, stop.
   */
  private static final byte[] EMPTY_MODULE =
      bytes(
          "\u0080\u0002c__torch__\nK\nq\u0000)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub.");

  /** Pickle of the empty tuple. */
  private static final byte[] NO_CONSTANTS = bytes("\u0080\u0002).");

  private KernelArchive() {}

  /** The archive of a module whose class is {@code source}. */
  static byte[] of(KernelSource source) {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "k/data.pkl", EMPTY_MODULE);
      store(zip, "k/code/__torch__.py", source.text().getBytes(StandardCharsets.UTF_8));
      store(zip, "k/constants.pkl", NO_CONSTANTS);
      store(zip, "k/version", bytes("10\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }
}
