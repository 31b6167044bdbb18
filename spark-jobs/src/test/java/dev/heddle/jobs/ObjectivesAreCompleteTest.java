package dev.heddle.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.objectives.ObjectiveProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What belongs to every objective besides its code, by its name: a recipe and a page. Registering
 * an objective is enough to be asked for them.
 */
class ObjectivesAreCompleteTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path OVERVIEW = Path.of("..", "objectives", "README.md");

  static Stream<String> objectives() {
    return ServiceLoader.load(ObjectiveProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .map(provider -> ((ObjectiveProvider<?>) provider).name());
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void aRecipeShowsIt(String name) throws IOException {
    assertThat(RecipesTest.recipes())
        .as("recipes in configs/ with objective.type=%s", name)
        .anyMatch(recipe -> objectiveOf(recipe).equals(name));
  }

  private static String objectiveOf(Path recipe) {
    return RunFile.load(recipe, List.of(), Map.of())
        .bind(RunSettings.class)
        .objective()
        .variant()
        .name();
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void aPageDescribesIt(String name) throws IOException {
    Path page = DOCS.resolve(name.replace('_', '-') + ".md");
    assertThat(page).exists();
    assertThat(Files.readString(page)).contains("type: " + name);
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void theOverviewNamesIt(String name) throws IOException {
    assertThat(Files.readAllLines(OVERVIEW)).anyMatch(line -> line.startsWith("| `" + name + "`"));
  }
}
