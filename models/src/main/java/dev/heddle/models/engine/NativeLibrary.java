package dev.heddle.models.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;

/** Loads PyTorch from the class path or from PYTORCH_LIBRARY_PATH, never from the network. */
final class NativeLibrary {
  /** The PyTorch that the JNI library on the class path is built for. */
  static final String VERSION = "2.7.1";

  private static final String BUNDLE = "native/lib/pytorch.properties";

  private NativeLibrary() {}

  /**
   * Loads the engine once for the VM.
   *
   * @throws EngineUnavailableException naming the Maven coordinates to add, when the library is
   *     missing
   */
  static synchronized Engine load() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // PyTorch's second pool only serves scripts that fork; one thread of it is enough.
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    if (System.getenv("PYTORCH_LIBRARY_PATH") == null
        && System.getProperty("PYTORCH_LIBRARY_PATH") == null) {
      check(NativeLibrary.class.getClassLoader(), platform());
    }
    try {
      return Engine.getEngine("PyTorch");
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw new EngineUnavailableException(
          "Cannot start the tensor engine: PyTorch %s on %s failed to load (%s); check that DJL_CACHE_DIR is writable and that the library suits this machine"
              .formatted(VERSION, platform(), rootMessage(e)),
          e);
    }
  }

  /** Refuses a class path without the native library of {@code platform}. */
  static void check(ClassLoader classPath, String platform) {
    String found = bundled(classPath);
    if (!found.equals(platform)) {
      throw new EngineUnavailableException(
          "Cannot start the tensor engine: platform=%s; the class path holds native libraries for %s; add ai.djl.pytorch:pytorch-native-cpu:%s:%s or set PYTORCH_LIBRARY_PATH"
              .formatted(platform, found, VERSION, platform));
    }
  }

  private static String bundled(ClassLoader classPath) {
    try (InputStream in = classPath.getResourceAsStream(BUNDLE)) {
      if (in == null) {
        return "no platform";
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("classifier", "an unnamed platform");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String platform() {
    return Platform.fromSystem("pytorch").getClassifier().toLowerCase(Locale.ROOT);
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
