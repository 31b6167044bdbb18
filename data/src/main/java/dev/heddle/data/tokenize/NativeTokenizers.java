package dev.heddle.data.tokenize;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.djl.util.Platform;

/** Loads the native tokenizers library from its jar, once a process and never from the network. */
final class NativeTokenizers {

  private static final String FLAVOR = "RUST_FLAVOR";

  private NativeTokenizers() {}

  /**
   * The library's functions.
   *
   * @throws IllegalStateException when the library does not exist for this platform or fails to
   *     load
   */
  static TokenizersLibrary load() {
    Platform platform = Platform.detectPlatform("tokenizers");
    requireBundled(platform.getClassifier(), platform.getVersion());
    try {
      requestBundled();
      LibUtils.checkStatus();
      return TokenizersLibrary.LIB;
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalStateException(message(platform.getClassifier(), platform.getVersion()), e);
    }
  }

  static void requireBundled(String classifier, String version) {
    String folder = "native/lib/" + classifier + "/cpu";
    if (!overridden() && LibUtils.class.getClassLoader().getResource(folder) == null) {
      throw new IllegalStateException(message(classifier, version));
    }
  }

  /** With a GPU in sight DJL would otherwise look for another build of the library online. */
  private static void requestBundled() {
    if (System.getenv(FLAVOR) == null && System.getProperty(FLAVOR) == null) {
      System.setProperty(FLAVOR, "cpu");
    }
  }

  private static boolean overridden() {
    return System.getenv("RUST_LIBRARY_PATH") != null
        || System.getProperty("RUST_LIBRARY_PATH") != null;
  }

  private static String message(String platform, String version) {
    return "Cannot load the native tokenizers library: platform=%s; the jar ai.djl.huggingface:tokenizers:%s brings one for linux-x86_64, linux-aarch64, osx-aarch64 and win-x86_64; run on one of these or set RUST_LIBRARY_PATH to a library built for this platform"
        .formatted(platform, version);
  }
}
