package dev.heddle.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe that is shipped loads, without a warning, and says in its first line what it is for.
 */
class RecipesTest {
  private static final Path CONFIGS = Path.of("..", "configs");

  static List<Path> recipes() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.getFileName().toString().startsWith("base-"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void loads(Path recipe) throws IOException {
    RunFile file = RunFile.load(recipe, List.of(), Map.of());
    RunSettings settings = file.bind(RunSettings.class);

    assertThat(file.warnings()).isEmpty();
    assertThat(Files.readAllLines(recipe).get(0)).startsWith("# ");
    assertThat(
            RunFile.ofOpenYaml("resolved", file.resolvedYaml(settings), List.of())
                .bind(RunSettings.class))
        .isEqualTo(settings);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void whatItNeedsIsWhereItSays(Path recipe) {
    RunSettings settings = RunFile.load(recipe, List.of(), Map.of()).bind(RunSettings.class);
    for (String needed : settings.needs()) {
      RunSettings other =
          RunFile.load(CONFIGS.resolve(needed), List.of(), Map.of()).bind(RunSettings.class);
      assertThat(Files.exists(CONFIGS.resolve(needed))).isTrue();
      assertThat(other.outputDir()).doesNotContain("{time}");
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theReadmeLeadsToIt(Path recipe) {
    assertThat(Path.of("..", "README.md"))
        .content()
        .contains("(configs/%s)".formatted(recipe.getFileName()));
  }
}
