package dev.heddle.trainer.tracking.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.tracking.EvaluationLog;
import dev.heddle.trainer.tracking.RunFinished;
import dev.heddle.trainer.tracking.RunStarted;
import dev.heddle.trainer.tracking.StepLog;
import dev.heddle.trainer.tracking.Tracker;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code train_results.json}, {@code eval_results.json}, {@code all_results.json} and {@code
 * trainer_state.json} as Hugging Face's trainer does. The history comes from the training log, so
 * this tracker stands behind a {@link JsonlTracker} in a sequence.
 */
public final class ResultFiles implements Tracker {

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build()
          .writerWithDefaultPrettyPrinter();

  private final Storage storage;
  private final URI outputDir;
  private RunStarted start;
  private double epoch;
  private Map<String, Double> evaluation = Map.of();

  /**
   * @param outputDir folder of the run
   */
  public ResultFiles(Storage storage, URI outputDir) {
    this.storage = storage;
    this.outputDir = outputDir;
  }

  @Override
  public void started(RunStarted event) {
    start = event;
  }

  @Override
  public void logged(StepLog event) {
    epoch = event.epoch();
  }

  @Override
  public void evaluated(EvaluationLog event) {
    epoch = event.epoch();
    evaluation = event.metrics();
    write("eval_results.json", evaluationResults());
  }

  @Override
  public void finished(RunFinished event) {
    Map<String, Object> train = trainResults(event);
    Map<String, Object> all = new TreeMap<>(evaluationResults());
    all.putAll(train);
    write("train_results.json", train);
    write("all_results.json", all);
    write("trainer_state.json", state(event));
  }

  @Override
  public void close() {
    // Every file is complete when it is written.
  }

  private Map<String, Object> evaluationResults() {
    Map<String, Object> results = new LinkedHashMap<>(evaluation);
    results.put("epoch", epoch);
    return results;
  }

  private Map<String, Object> trainResults(RunFinished event) {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("epoch", epoch);
    results.put("train_loss", event.trainLoss());
    results.put("train_runtime", event.seconds());
    results.put("train_steps_per_second", event.steps() / event.seconds());
    results.put("train_tokens_per_second", event.tokensPerSecond());
    results.put("num_input_tokens_seen", event.tokens());
    if (start != null) {
      results.put("train_samples", start.trainSamples());
      results.put("train_samples_per_second", event.steps() * start.totalBatch() / event.seconds());
    }
    return results;
  }

  private Map<String, Object> state(RunFinished event) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("epoch", epoch);
    state.put("global_step", event.steps());
    state.put("num_input_tokens_seen", event.tokens());
    state.put("is_world_process_zero", true);
    if (start != null) {
      state.put("max_steps", start.totalSteps());
      state.put("num_train_epochs", start.epochs());
      state.put("train_batch_size", start.batchPerDevice());
    }
    state.put("log_history", history());
    return state;
  }

  private List<Map<String, Object>> history() {
    List<Map<String, Object>> history = new ArrayList<>();
    new TrainerLog(storage, outputDir).forEach(line -> history.add(HistoryEntry.of(line)));
    return history;
  }

  private void write(String name, Object content) {
    try {
      byte[] json = (WRITER.writeValueAsString(content) + "\n").getBytes(StandardCharsets.UTF_8);
      storage.replace(Storage.below(outputDir, name), json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot write results: file=" + name, e);
    }
  }
}
