package dev.heddle.jobs.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heddle.data.rows.RowFiles;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.jobs.run.OutputFolder;
import dev.heddle.jobs.run.RunSettings;
import dev.heddle.jobs.session.SparkStorage;
import dev.heddle.models.Model;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.generation.StoredGeneration;
import dev.heddle.objectives.evaluation.EvaluationSettings;
import dev.heddle.objectives.evaluation.ModelEvaluation;
import dev.heddle.objectives.evaluation.Subject;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures a stored model as the section {@code evaluation} of a run file says: the newest
 * checkpoint of the run, or the folder that the section names. Works in this process; Spark is not
 * started.
 */
public final class ExamplesJob {
  private static final Logger log = LoggerFactory.getLogger(ExamplesJob.class);
  private static final String RESULTS = "eval_results.json";
  private static final ObjectMapper json =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final RunSettings settings;
  private final EvaluationSettings evaluation;
  private final Storage storage = SparkStorage.open();

  /**
   * What the evaluation found.
   *
   * @param model the folder that was measured
   * @param eval metrics by name
   */
  public record Summary(String model, Map<String, Double> eval) {}

  /**
   * @param settings the run file
   * @param evaluation its section of that name
   */
  public ExamplesJob(RunSettings settings, EvaluationSettings evaluation) {
    this.settings = settings;
    this.evaluation = evaluation;
  }

  /** Measures, and writes {@value #RESULTS} into the output folder. */
  public Summary run() {
    try (OutputFolder folder = folder()) {
      URI model = model(folder);
      RowFiles examples = RowFiles.find(storage, evaluation.path());
      Map<String, Double> found = new TreeMap<>(measure(model, examples));
      storage.replace(folder.file(RESULTS), bytes(found));
      return new Summary(model.toString(), found);
    }
  }

  private OutputFolder folder() {
    return evaluation.modelPath().isPresent()
        ? OutputFolder.existingOrNew(
            storage, settings.outputDir(), Clock.system(ZoneId.systemDefault()))
        : OutputFolder.existing(storage, settings.outputDir(), "evaluate");
  }

  private URI model(OutputFolder folder) {
    return evaluation
        .modelPath()
        .map(storage::resolve)
        .orElseGet(() -> folder.newestCheckpoint(storage, "evaluate").folder());
  }

  private Map<String, Double> measure(URI folder, RowFiles examples) {
    StoredModel stored = StoredModel.open(storage, folder);
    int threads = Runtime.getRuntime().availableProcessors();
    try (TensorEngine engine = TensorEngine.start(settings.trainer().device(), threads);
        Tokenizer tokenizer = NativeTokenizer.load(tokenizer(stored));
        Model model = stored.load(engine, settings.trainer().bf16())) {
      log.info("Measuring {} on {} with {}", folder, evaluation.path(), engine.describe());
      List<Integer> ends =
          StoredGeneration.read(storage, folder, List.of()).settings().eosTokenId();
      Subject subject =
          new Subject(model, tokenizer, ends, evaluation, settings.objective().settings());
      return new ModelEvaluation(subject, examples).run();
    }
  }

  /** The model's own, or the one that the run file names for models without. */
  private TokenizerFiles tokenizer(StoredModel stored) {
    URI folder = stored.having(TokenizerFiles.TOKENIZER);
    boolean isThere = storage.exists(Storage.below(folder, TokenizerFiles.TOKENIZER));
    Optional<URI> named = settings.tokenizer().path().map(storage::resolve);
    return TokenizerFiles.read(storage, isThere ? folder : named.orElse(folder));
  }

  private static byte[] bytes(Map<String, Double> results) {
    try {
      return (json.writeValueAsString(results) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write results: " + results, impossible);
    }
  }
}
