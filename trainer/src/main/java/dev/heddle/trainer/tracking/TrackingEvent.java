package dev.heddle.trainer.tracking;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Something worth telling about a run. Rank 0 produces events in the order in which they happen;
 * they travel to the driver as JSON ({@link EventJson}) and reach every {@link Tracker} there.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RunStarted.class, name = "started"),
  @JsonSubTypes.Type(value = StepLog.class, name = "step"),
  @JsonSubTypes.Type(value = EvaluationLog.class, name = "evaluation"),
  @JsonSubTypes.Type(value = CheckpointLog.class, name = "checkpoint"),
  @JsonSubTypes.Type(value = RunFinished.class, name = "finished")
})
public sealed interface TrackingEvent
    permits RunStarted, StepLog, EvaluationLog, CheckpointLog, RunFinished {

  /** Calls the method of {@code tracker} that is meant for this kind of event. */
  void deliverTo(Tracker tracker);
}
