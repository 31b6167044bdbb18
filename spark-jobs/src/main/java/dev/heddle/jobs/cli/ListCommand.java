package dev.heddle.jobs.cli;

import dev.heddle.configs.Variant;
import dev.heddle.models.registry.ArchitectureProvider;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.peft.MethodProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code heddle ls}: the recipes at hand and the names that a run file may use. */
@Command(
    name = "ls",
    description = "Lists recipes, objectives, methods and architectures.",
    mixinStandardHelpOptions = true)
public final class ListCommand implements Callable<Integer> {
  private static final String HOME = "heddle.home";
  private static final String COMMENT = "# ";

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    out.println("recipes (./heddle train RECIPE)");
    for (Path recipe : recipes()) {
      out.printf("  %-32s %s%n", "configs/" + recipe.getFileName(), purpose(recipe));
    }
    printNames(out, "objectives (objective.type)", ObjectiveProvider.class);
    printNames(out, "methods (peft.type)", MethodProvider.class);
    printNames(out, "architectures (model.architecture)", ArchitectureProvider.class);
    out.flush();
    return 0;
  }

  private static List<Path> recipes() throws IOException {
    Path folder = Path.of(System.getProperty(HOME, ".")).resolve("configs");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(ListCommand::isRecipe).sorted().toList();
    }
  }

  /** Files named base-… are what recipes have in common, and no runs by themselves. */
  private static boolean isRecipe(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") && !name.startsWith("base-");
  }

  /** The first line of the recipe, which is a comment that says what it is for. */
  private static String purpose(Path recipe) throws IOException {
    try (Stream<String> lines = Files.lines(recipe)) {
      return lines
          .findFirst()
          .filter(line -> line.startsWith(COMMENT))
          .map(line -> line.substring(COMMENT.length()))
          .orElse("");
    }
  }

  @SuppressWarnings("rawtypes") // a service is asked for by its raw class
  private static <P extends Variant> void printNames(PrintWriter out, String title, Class<P> kind) {
    out.println();
    out.println(title);
    ServiceLoader.load(kind).stream()
        .map(provider -> provider.get().name())
        .sorted()
        .forEach(name -> out.println("  " + name));
  }
}
