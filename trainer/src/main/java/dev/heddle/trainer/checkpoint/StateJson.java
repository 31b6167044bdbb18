package dev.heddle.trainer.checkpoint;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** The keys of {@code trainer_state.json}; Hugging Face's names where it has one. */
record StateJson(
    @JsonProperty("global_step") long step,
    @JsonProperty("epoch") double epoch,
    @JsonProperty("num_input_tokens_seen") long tokens,
    @JsonProperty("seed") long seed,
    @JsonProperty("global_batch") long globalBatch,
    @JsonProperty("threads") int threads,
    @JsonProperty("tokenizer_fingerprint") String tokenizerFingerprint,
    @JsonProperty("data_fingerprint") String dataFingerprint,
    @JsonProperty("counters") Map<String, Double> counters,
    @JsonProperty("versions") Map<String, String> versions) {

  static StateJson of(TrainingState state) {
    return new StateJson(
        state.step(),
        state.epoch(),
        state.tokens(),
        state.seed(),
        state.globalBatch(),
        state.threads(),
        state.tokenizerFingerprint(),
        state.dataFingerprint(),
        state.sortedCounters(),
        state.sortedVersions());
  }

  TrainingState state() {
    return new TrainingState(
        step,
        tokens,
        epoch,
        seed,
        globalBatch,
        threads,
        tokenizerFingerprint,
        dataFingerprint,
        counters,
        versions);
  }
}
