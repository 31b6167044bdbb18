package dev.heddle.jobs.train;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.heddle.trainer.loop.WorkerResult;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last line of {@code heddle train}.
 *
 * @param outputDir the run's folder
 * @param steps optimizer steps, those before a resume included
 * @param tokens real tokens, without padding
 * @param seconds of training
 * @param tokensPerSecond over all workers
 * @param trainLoss mean over the run, nats a scored token
 * @param eval the last evaluation: loss, unigram_entropy, masked_accuracy …
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record TrainSummary(
    String outputDir,
    long steps,
    long tokens,
    double seconds,
    double tokensPerSecond,
    double trainLoss,
    Map<String, Double> eval) {
  private static final String PREFIX = "eval_";

  static TrainSummary of(URI outputDir, WorkerResult result) {
    return new TrainSummary(
        outputDir.getScheme().equals("file") ? outputDir.getPath() : outputDir.toString(),
        result.steps(),
        result.tokens(),
        result.seconds(),
        result.tokens() / result.seconds(),
        result.trainLoss(),
        withoutPrefix(result.evaluation()));
  }

  private static Map<String, Double> withoutPrefix(Map<String, Double> metrics) {
    Map<String, Double> bare = new TreeMap<>();
    metrics.forEach(
        (name, value) ->
            bare.put(name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name, value));
    return bare;
  }
}
