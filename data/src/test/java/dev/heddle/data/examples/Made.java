package dev.heddle.data.examples;

import dev.heddle.configs.RunFile;
import dev.heddle.data.DatasetSettings;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Tally;
import dev.heddle.data.tokenize.TokenizerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a form makes of documents, without files and Spark. */
final class Made {

  /** A turn is w80 for the asker, w81 for the model, its content, and w82. */
  private static final String TEMPLATE =
      "{% for message in messages %}{{ 'w81 ' if message['role'] == 'assistant' else 'w80 ' }}{{ message['content'] }}{{ ' w82 ' }}{% endfor %}{% if add_generation_prompt %}{{ 'w81 ' }}{% endif %}";

  record Run(DatasetSettings dataset) {}

  final Tally tally = new Tally();
  final List<PackedSample> samples = new ArrayList<>();
  final Examples examples;

  private Made(Examples examples) {
    this.examples = examples;
  }

  /** A form with lines of YAML of the section dataset. */
  static Made by(String form, Optional<? extends Record> settings, String... lines) {
    return new Made(ExampleForms.examples(ExampleForms.choose(form, settings), dataset(lines)));
  }

  static Made by(String form, String... lines) {
    return by(form, Optional.empty(), lines);
  }

  /** Shapes rows and makes samples of all that become documents. */
  Made of(List<String> labels, Document... rows) {
    ExampleContext context =
        new ExampleContext(
            new WordTokenizer(), new TokenizerFiles("{}", null, null, TEMPLATE), labels, tally);
    SampleMaker maker = examples.open(context);
    for (Document row : rows) {
      examples.shape(row).ifPresent(document -> maker.add(document, samples::add));
    }
    maker.finish(samples::add);
    return this;
  }

  Made of(Document... rows) {
    return of(List.of(), rows);
  }

  /** A row whose fields are {@code name, value, name, value …}. */
  static Document row(String... fields) {
    Map<String, String> columns = new HashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      columns.put(fields[i], fields[i + 1]);
    }
    return new Document("c.jsonl#1", "g", columns.getOrDefault("text", ""), columns);
  }

  static int[] ints(int... values) {
    return values;
  }

  private static DatasetSettings dataset(String... lines) {
    try {
      Path file = Files.createTempFile("run", ".yaml");
      Files.writeString(file, "dataset:\n  path: [c]\n  " + String.join("\n  ", lines) + "\n");
      DatasetSettings settings = RunFile.load(file, List.of(), Map.of()).bind(Run.class).dataset();
      Files.delete(file);
      return settings;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
