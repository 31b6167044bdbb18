package dev.heddle.jobs.search;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heddle.configs.RunFile;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.models.files.SentenceTransformersFolder;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a question with the texts of a run's corpus whose vectors are nearest to it. The vectors
 * of the corpus are made once a model and kept in the run's folder. Works in this process; Spark is
 * not started.
 */
public final class SearchJob {
  private static final Logger log = LoggerFactory.getLogger(SearchJob.class);
  private static final String RUN_FILE = "run.yaml";

  private final Storage storage;
  private final URI folder;

  /** Whether an index that is there is used. */
  public enum Renewal {
    /** Made again only for another model. */
    WHEN_NEEDED,
    /** Made again, since the corpus has changed. */
    ALWAYS
  }

  /**
   * What was found.
   *
   * @param indexed texts that the index holds
   * @param answers the nearest first
   */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Summary(String query, int indexed, List<Answer> answers) {}

  /**
   * @param folder output of a run whose objective makes vectors of texts
   */
  public SearchJob(Storage storage, String folder) {
    this.storage = storage;
    this.folder = storage.resolve(folder);
  }

  /**
   * Searches.
   *
   * @param count answers at most
   * @throws SearchException if the folder is not such an output, or holds no text
   */
  public Summary run(String query, int count, Renewal renewal) {
    if (!SentenceTransformersFolder.isAt(storage, folder)) {
      throw new SearchException(
          "Cannot search: folder=%s; it holds no sentence encoder; name the output folder of a run with objective.type=contrastive"
              .formatted(folder));
    }
    try (SentenceEncoder encoder = SentenceEncoder.open(storage, folder)) {
      SearchIndex index = index(encoder, renewal);
      List<Answer> answers = index.nearest(encoder.query(query), count);
      return new Summary(query, index.places().size(), answers);
    }
  }

  private SearchIndex index(SentenceEncoder encoder, Renewal renewal) {
    String model = ModelDigest.of(storage, folder);
    IndexFolder files = new IndexFolder(storage, folder);
    Optional<SearchIndex> found = renewal == Renewal.ALWAYS ? Optional.empty() : files.find(model);
    return found.orElseGet(() -> make(encoder, files, model));
  }

  private SearchIndex make(SentenceEncoder encoder, IndexFolder files, String model) {
    SearchCorpus corpus = SearchCorpus.read(storage, settings().dataset());
    if (corpus.texts().isEmpty()) {
      throw new SearchException(
          "Cannot search: folder=%s; the corpus in its %s has no documents; train on pairs, such as dataset.format=java_methods"
              .formatted(folder, RUN_FILE));
    }
    log.info("Indexing {} texts into {}", corpus.texts().size(), IndexFolder.NAME);
    SearchIndex index = new SearchIndex(encoder.documents(corpus.texts()), corpus.places());
    files.write(index, encoder.width(), model);
    return index;
  }

  private RunSettings settings() {
    URI file = Storage.below(folder, RUN_FILE);
    if (!storage.exists(file)) {
      throw new SearchException(
          "Cannot search: folder=%s; it holds no %s to tell the corpus; name the output folder of a run"
              .formatted(folder, RUN_FILE));
    }
    String text = new String(storage.read(file), StandardCharsets.UTF_8);
    return RunFile.ofOpenYaml(file.toString(), text, List.of()).bind(RunSettings.class);
  }
}
