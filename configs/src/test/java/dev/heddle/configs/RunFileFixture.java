package dev.heddle.configs;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with run files; messages are told without the folder's own path. */
final class RunFileFixture {
  private final Path folder;

  RunFileFixture(Path folder) {
    this.folder = folder;
  }

  RunFileFixture write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RunFile load(Map<String, String> environment, String... overrides) {
    return RunFile.load(folder.resolve("run.yaml"), List.of(overrides), environment);
  }

  Examples.Run bind(String... overrides) {
    return load(Map.of(), overrides).bind(Examples.Run.class);
  }

  /** The lines of the message, without the header. */
  List<String> problems(Map<String, String> environment, String... overrides) {
    ConfigException failure =
        catchThrowableOfType(
            ConfigException.class, () -> load(environment, overrides).bind(Examples.Run.class));
    return failure == null
        ? List.of()
        : failure.problems().stream().map(problem -> shortened(problem.toString())).toList();
  }

  List<String> problems(String... overrides) {
    return problems(Map.of(), overrides);
  }

  String shortened(String message) {
    return message.replace(folder + "/", "");
  }
}
