package dev.heddle.trainer.checkpoint;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run stands, besides its tensors: what {@code trainer_state.json} holds. With the same
 * data, seed and number of threads a run that continues from here repeats what the first run did,
 * bit for bit.
 *
 * @param step optimizer steps done; the JSON key is {@code global_step}, as Hugging Face names it
 * @param tokens tokens seen since the run's start
 * @param epoch passes over the data so far, with a fraction
 * @param seed of the run
 * @param globalBatch samples of one optimizer step, over all workers and accumulation; with the
 *     step it gives the position in the data
 * @param threads of each worker; another number changes the order of additions
 * @param tokenizerFingerprint of the tokenizer that made the data
 * @param dataFingerprint of the prepared shards
 * @param counters state of schedule, logging and skip counters by name, in full precision
 * @param versions of the libraries that computed, by name
 */
public record TrainingState(
    long step,
    long tokens,
    double epoch,
    long seed,
    long globalBatch,
    int threads,
    String tokenizerFingerprint,
    String dataFingerprint,
    Map<String, Double> counters,
    Map<String, String> versions) {

  public TrainingState {
    counters = Map.copyOf(counters);
    versions = Map.copyOf(versions);
  }

  Map<String, Double> sortedCounters() {
    return new TreeMap<>(counters);
  }

  Map<String, String> sortedVersions() {
    return new TreeMap<>(versions);
  }
}
