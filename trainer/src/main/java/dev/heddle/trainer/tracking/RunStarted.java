package dev.heddle.trainer.tracking;

import java.util.Map;

/**
 * A run begins or goes on.
 *
 * @param runName name for people and dashboards
 * @param outputDir URI of the output folder
 * @param totalSteps optimizer steps of the whole run, those before a resume included
 * @param epochs passes over the training samples
 * @param trainSamples packed samples in the training split
 * @param batchPerDevice samples a worker holds in one forward pass
 * @param totalBatch samples of one optimizer step: workers times accumulation times batch
 * @param accumulation forward passes of a worker in one optimizer step
 * @param worldSize data-parallel workers
 * @param trainableParameters parameters the optimizer changes
 * @param allParameters parameters of the model, tied ones counted once
 * @param resumedFrom the step of the checkpoint this start goes on from; 0 for a new run
 * @param resolvedConfig the run file with every key, as YAML
 * @param environment versions and machine, by name, in the order in which they are to be shown
 */
public record RunStarted(
    String runName,
    String outputDir,
    long totalSteps,
    double epochs,
    long trainSamples,
    long batchPerDevice,
    long totalBatch,
    int accumulation,
    int worldSize,
    long trainableParameters,
    long allParameters,
    long resumedFrom,
    String resolvedConfig,
    Map<String, String> environment)
    implements TrackingEvent {

  public RunStarted {
    environment = InOrder.copy(environment);
  }

  @Override
  public void deliverTo(Tracker tracker) {
    tracker.started(this);
  }
}
