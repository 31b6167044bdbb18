package dev.heddle.objectives.evaluation.perplexity;

import dev.heddle.objectives.evaluation.MetricProvider;
import dev.heddle.objectives.evaluation.Pass;
import java.util.Map;

/** {@code perplexity}, and {@code bits_per_byte} with it. */
public final class PerplexityProvider implements MetricProvider<TextScore> {

  @Override
  public String name() {
    return "perplexity";
  }

  @Override
  public Pass<TextScore> pass() {
    return new SlidingWindowPass();
  }

  @Override
  public Map<String, Double> values(TextScore score) {
    return Map.of("perplexity", score.perplexity(), "bits_per_byte", score.bitsPerByte());
  }
}
