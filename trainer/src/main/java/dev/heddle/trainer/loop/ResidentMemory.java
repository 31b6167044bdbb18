package dev.heddle.trainer.loop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory that this process holds, native memory included. */
public final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String KEY = "VmRSS:";
  private static final double BYTES_PER_KIB = 1024;
  private static final double BYTES_PER_GIB = 1024 * 1024 * 1024;

  private ResidentMemory() {}

  /** Gibibytes resident now; where the system does not tell, what the Java heap uses. */
  public static double gibibytes() {
    return bytes() / BYTES_PER_GIB;
  }

  /** Bytes resident now; where the system does not tell, what the Java heap uses. */
  public static double bytes() {
    try {
      return parse(Files.readAllLines(STATUS));
    } catch (IOException notLinux) {
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }

  /** Reads a line such as {@code VmRSS: 123456 kB}; 0 without one. */
  static double parse(List<String> status) {
    return status.stream()
            .filter(line -> line.startsWith(KEY))
            .mapToDouble(line -> Double.parseDouble(line.substring(KEY.length()).replace("kB", "")))
            .findFirst()
            .orElse(0)
        * BYTES_PER_KIB;
  }
}
