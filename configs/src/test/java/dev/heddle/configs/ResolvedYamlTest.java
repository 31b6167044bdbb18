package dev.heddle.configs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.configs.Examples.CausalSettings;
import dev.heddle.configs.Examples.Dataset;
import dev.heddle.configs.Examples.Goal;
import dev.heddle.configs.Examples.Hub;
import dev.heddle.configs.Examples.MaskedSettings;
import dev.heddle.configs.Examples.Run;
import dev.heddle.configs.Examples.Schedule;
import dev.heddle.configs.Examples.Trainer;
import dev.heddle.configs.Examples.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class ResolvedYamlTest {
  private static Path folder;
  private static RunFile writer;

  @BeforeContainer
  static void smallestRunFile() throws IOException {
    folder = Files.createTempDirectory("resolved");
    Path file = Files.writeString(folder.resolve("start.yaml"), "dataset: {path: a}\n");
    writer = RunFile.load(file, List.of(), Map.of());
    writer.bind(Run.class);
  }

  @AfterContainer
  static void cleanUp() throws IOException {
    Files.deleteIfExists(folder.resolve("resolved.yaml"));
    Files.deleteIfExists(folder.resolve("start.yaml"));
    Files.delete(folder);
  }

  @Property(tries = 500)
  void whatIsWrittenLoadsToAnEqualRecord(@ForAll("runs") Run run) throws IOException {
    Path file = Files.writeString(folder.resolve("resolved.yaml"), writer.resolvedYaml(run));
    RunFile reader = RunFile.load(file, List.of(), Map.of());
    Run again = reader.bind(Run.class);
    assertThat(again).isEqualTo(run);
    assertThat(reader.warnings()).isEmpty();
    assertThat(reader.resolvedYaml(again)).isEqualTo(writer.resolvedYaml(run));
  }

  @Provide
  Arbitrary<Run> runs() {
    return Combinators.combine(
            text(), dataset(), choice(), choice().optional(), trainer(), hub().optional())
        .as(Run::new);
  }

  private static Arbitrary<Dataset> dataset() {
    Arbitrary<List<String>> texts = text().list().ofMaxSize(3);
    Arbitrary<Map<String, String>> options =
        Arbitraries.maps(Arbitraries.strings().withCharRange('a', 'f').ofMinLength(1), text())
            .ofMaxSize(3);
    return Combinators.combine(texts, Arbitraries.integers().greaterOrEqual(1), texts, options)
        .as(Dataset::new);
  }

  private static Arbitrary<Trainer> trainer() {
    return Combinators.combine(
            Arbitraries.doubles().greaterThan(0).ofScale(12),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.of(Schedule.class),
            Arbitraries.integers().between(0, 64).map(Workers::new),
            Arbitraries.of(true, false),
            Arbitraries.integers().optional(),
            finite().list().ofSize(2))
        .as(Trainer::new);
  }

  private static Arbitrary<Hub> hub() {
    return text()
        .filter(text -> !text.isBlank())
        .map(endpoint -> new Hub(Optional.empty(), endpoint));
  }

  private static Arbitrary<Choice<Goal<?>>> choice() {
    Arbitrary<Choice<Goal<?>>> masked =
        Arbitraries.doubles()
            .between(0, 1)
            .map(p -> new Choice<>(new Examples.Masked(), new MaskedSettings(p, true)));
    Arbitrary<Choice<Goal<?>>> causal =
        finite().map(s -> new Choice<>(new Examples.Causal(), new CausalSettings(s, false)));
    return Arbitraries.oneOf(masked, causal);
  }

  /** Any finite double, by its bits. */
  private static Arbitrary<Double> finite() {
    return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
  }

  /** Text that YAML could take for something else, among any text. */
  private static Arbitrary<String> text() {
    Arbitrary<String> traps =
        Arbitraries.of(
            "",
            " ",
            "null",
            "~",
            "true",
            "1e-4",
            "0x1f",
            ".inf",
            "-",
            "---",
            "...",
            "a: b",
            "a #b",
            "#",
            "*",
            "&a",
            "[a",
            "{",
            "'",
            "\"",
            "\\",
            "a\nb",
            "\t",
            "${HOME}",
            "$${",
            "$$${A}",
            "{time}",
            "x:",
            "http://a/b?c=d&e",
            "y",
            "=",
            "<<",
            "!x",
            "\u0085\u2028\ufeff",
            "é漢😀");
    return Arbitraries.oneOf(
        traps, Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(12));
  }

  private static char[] surrogates() {
    char[] all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return all;
  }
}
