package dev.heddle.models.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
  @Test
  void namesTheCoordinatesOfAMissingLibrary() {
    assertThatThrownBy(() -> NativeLibrary.check(classPath(null), "linux-x86_64"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessage(
            "Cannot start the tensor engine: platform=linux-x86_64; the class path holds native libraries for no platform; add ai.djl.pytorch:pytorch-native-cpu:2.7.1:linux-x86_64 or set PYTORCH_LIBRARY_PATH");
  }

  @Test
  void namesThePlatformOfALibraryForAnother() {
    assertThatThrownBy(() -> NativeLibrary.check(classPath("classifier=osx-aarch64"), "win-x86_64"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining(
            "platform=win-x86_64; the class path holds native libraries for osx-aarch64")
        .hasMessageContaining("add ai.djl.pytorch:pytorch-native-cpu:2.7.1:win-x86_64");
  }

  @Test
  void acceptsTheLibraryOfThisPlatform() {
    assertThatCode(() -> NativeLibrary.check(classPath("classifier=linux-x86_64"), "linux-x86_64"))
        .doesNotThrowAnyException();
  }

  /** A class path that holds nothing but what it says about the native library. */
  private static ClassLoader classPath(String properties) {
    return new ClassLoader(null) {
      @Override
      public InputStream getResourceAsStream(String name) {
        return properties == null
            ? null
            : new ByteArrayInputStream(properties.getBytes(StandardCharsets.ISO_8859_1));
      }
    };
  }
}
