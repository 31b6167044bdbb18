package dev.heddle.peft.engine;

import dev.heddle.peft.engine.ModulePattern.Names;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules a method changes, by PEFT's rules.
 *
 * @param targets which it changes
 * @param excluded which it does not, although they are targets
 * @param toSave modules that are trained themselves, and so neither they nor what is in them is
 *     changed; regular expressions for some parts of a path
 * @param layers numbers of the layers whose modules are targets; empty for all. Only ends of paths
 *     are limited so: a whole path or an expression says itself which layer it means
 * @param layersNames what the lists of layers are called; empty for any name
 */
public record ModuleSelection(
    ModulePattern targets,
    Optional<ModulePattern> excluded,
    List<String> toSave,
    List<Integer> layers,
    List<String> layersNames) {
  private static final Pattern FIRST_NUMBER = Pattern.compile(".*?\\.[^.]*\\.(?<number>\\d+)\\.");

  public ModuleSelection {
    toSave = List.copyOf(toSave);
    layers = List.copyOf(layers);
    layersNames = List.copyOf(layersNames);
  }

  /** Whether a module of this path is changed, if its kind can be. */
  public boolean includes(String path) {
    return !isExcluded(path) && targets.matches(path) && isInLayers(path);
  }

  /** Whether the module is a target that something else takes out again. */
  public boolean excludes(String path) {
    return targets.matches(path) && !includes(path);
  }

  private boolean isExcluded(String path) {
    return excluded.filter(pattern -> pattern.matches(path)).isPresent()
        || toSave.stream().anyMatch(name -> path.matches("(.*\\.)?" + name + "(\\..*)?"));
  }

  private boolean isInLayers(String path) {
    if (layers.isEmpty() || !(targets instanceof Names names) || names.isWhole(path)) {
      return true;
    }
    return number(path).filter(layers::contains).isPresent();
  }

  private Optional<Integer> number(String path) {
    return layersNames.isEmpty()
        ? number(FIRST_NUMBER, path)
        : layersNames.stream()
            .map(name -> Pattern.compile("(?:^|.*?\\.)" + name + "\\.(?<number>\\d+)\\."))
            .flatMap(pattern -> number(pattern, path).stream())
            .findFirst();
  }

  private static Optional<Integer> number(Pattern pattern, String path) {
    Matcher matcher = pattern.matcher(path);
    return matcher.lookingAt()
        ? Optional.of(Integer.valueOf(matcher.group("number")))
        : Optional.empty();
  }
}
