package dev.heddle.jobs.search;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.source.CorpusListing;
import dev.heddle.data.source.CorpusReader;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Documents;
import dev.heddle.data.source.FieldChoice;
import dev.heddle.data.source.ReadingRules;
import dev.heddle.data.source.RowFields;
import dev.heddle.data.source.SourceFile;
import dev.heddle.data.source.Tally;
import dev.heddle.storage.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The documents of a run's pairs, each text once, and where they stand.
 *
 * @param texts that questions are answered with
 * @param places where each stands
 */
record SearchCorpus(List<String> texts, List<Place> places) {

  private static final int LONGEST_TITLE = 120;

  /** Reads what the section {@code dataset} of a run file names, without Spark. */
  static SearchCorpus read(Storage storage, DatasetSettings dataset) {
    FieldChoice everything = name -> true;
    RowFields fields = RowFields.anyOf(everything);
    ReadingRules rules = dataset.reading(() -> fields);
    CorpusReader reader = new CorpusReader(storage, rules);
    SearchCorpus corpus = new SearchCorpus(new ArrayList<>(), new ArrayList<>());
    Set<String> seen = new HashSet<>();
    Tally tally = new Tally();
    for (SourceFile file : CorpusListing.list(storage, dataset.path(), rules)) {
      try (Documents documents = reader.open(file, tally)) {
        documents.forEachRemaining(document -> corpus.add(document, dataset, seen));
      }
    }
    return corpus;
  }

  private void add(Document document, DatasetSettings dataset, Set<String> seen) {
    Map<String, String> fields = document.columns();
    String text = fields.get(dataset.columns().getOrDefault("positive", "positive"));
    if (text != null && seen.add(text)) {
      texts.add(text);
      places.add(
          new Place(
              fields.getOrDefault("signature", title(text)),
              fields.getOrDefault("path", document.id()),
              Integer.parseInt(fields.getOrDefault("line", "1"))));
    }
  }

  private static String title(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE);
  }
}
