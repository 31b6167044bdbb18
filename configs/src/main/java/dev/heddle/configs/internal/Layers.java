package dev.heddle.configs.internal;

import dev.heddle.configs.internal.Entry.Scalar;
import dev.heddle.configs.internal.Entry.Section;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that was written for one run, the stronger over the weaker, and how to bind it. */
public final class Layers {
  private static final String BASE = "base";

  private final Problems problems;
  private final References references;
  private final Section root;

  private Layers(Problems problems, References references, Section root) {
    this.problems = problems;
    this.references = references;
    this.root = root;
  }

  /**
   * Reads a run file, its base and the overrides.
   *
   * @throws dev.heddle.configs.ConfigException when a file cannot be read as YAML
   */
  public static Layers read(Path file, List<String> overrides, Map<String, String> environment) {
    Problems problems = new Problems(file.toString());
    References references = new References(environment);
    Section commandLine = new Overrides(problems).parse(overrides);
    Optional<Section> run = parse(file, Place.RUN_FILE, problems);
    Optional<Section> united = run.flatMap(own -> overBase(own, file, references, problems));
    if (united.isEmpty()) {
      problems.throwIfAny();
    }
    Section all = commandLine.over(united.orElseThrow());
    return new Layers(problems, references, all);
  }

  /**
   * Takes a run file that was written in the open by {@link #openly}: no base, no references.
   *
   * @param name for messages
   * @param overrides laid over it
   */
  public static Layers of(String name, String text, List<String> overrides) {
    Problems problems = new Problems(name);
    Optional<Section> root =
        new YamlReader(new Place(name, 0, Place.RUN_FILE), "", problems).sections(text);
    if (root.isEmpty()) {
      problems.throwIfAny();
    }
    Section all = new Overrides(problems).parse(overrides).over(root.orElseThrow());
    return new Layers(problems, new References(Map.of()), all);
  }

  /** A record as a run file with every value in the open, secrets too. */
  public static String openly(Record record) {
    return ResolvedYaml.writeOpenly(record);
  }

  /** Empty when the base cannot be read, which is a problem noted. */
  private static Optional<Section> overBase(
      Section run, Path file, References references, Problems problems) {
    Entry base = run.entries().get(BASE);
    Section own = run.without(BASE);
    if (base == null || base.isNull()) {
      return Optional.of(own);
    }
    return basePath(base, file, references, problems)
        .flatMap(path -> parse(path, Place.BASE, problems))
        .map(weaker -> own.over(refuseNested(weaker, problems)));
  }

  private static Optional<Path> basePath(
      Entry base, Path file, References references, Problems problems) {
    String rule = "must be the path of another run file";
    try {
      if (base instanceof Scalar scalar) {
        Path path = file.resolveSibling(references.resolve(scalar.text())).normalize();
        if (!isSame(path, file) && Files.isRegularFile(path)) {
          return Optional.of(path);
        }
        rule =
            isSame(path, file)
                ? "a run file cannot be its own base"
                : "no such file; a relative path starts at the run file's folder";
      }
    } catch (Unfit e) {
      rule = e.getMessage();
    }
    problems.add(base.place(), BASE, YamlText.shown(BASE, base), rule);
    return Optional.empty();
  }

  private static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private static Section refuseNested(Section base, Problems problems) {
    Entry nested = base.entries().get(BASE);
    if (nested != null && !nested.isNull()) {
      String rule = "a base cannot have a base of its own; copy its keys";
      problems.add(nested.place(), BASE, YamlText.shown(BASE, nested), rule);
    }
    return base.without(BASE);
  }

  private static Optional<Section> parse(Path file, int layer, Problems problems) {
    Place place = new Place(file.toString(), 0, layer);
    try {
      return new YamlReader(place, "", problems).sections(Files.readString(file));
    } catch (NoSuchFileException e) {
      problems.add(place, "", "", "no such file; check the path");
    } catch (CharacterCodingException e) {
      problems.add(place, "", "", "not UTF-8 text; save it as UTF-8");
    } catch (IOException e) {
      problems.add(place, "", "", "cannot be read; " + e.getMessage());
    }
    return Optional.empty();
  }

  /** A record with what was found out while binding it. */
  public record Bound(Record record, Binding binding) {
    /** The record as a run file; secrets are masked, references kept. */
    public String yaml(Record changed) {
      return ResolvedYaml.write(changed, binding);
    }
  }

  /**
   * Binds everything to a record.
   *
   * @throws dev.heddle.configs.ConfigException with every problem
   */
  public Bound bind(Class<? extends Record> type) {
    Problems all = problems.copy();
    Binding binding = new Binding(all, references, new Suggestions(type));
    Optional<Object> record = new RecordBinder(binding).record(type, root, "", "");
    all.throwIfAny();
    return new Bound((Record) record.orElseThrow(), binding);
  }
}
