package dev.heddle.trainer.loop;

import dev.heddle.configs.Choice;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.objectives.ObjectiveProvider;
import dev.heddle.peft.MethodProvider;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.TrainerSettings;
import dev.heddle.trainer.collectives.Collectives;
import dev.heddle.trainer.tracking.TrackingEvent;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Everything that one worker of a run needs. All workers get equal values but for their
 * collectives, events and stop flag.
 *
 * @param run name and place of the run
 * @param trainer how to train
 * @param objective what is trained
 * @param peft how the model is changed before it is trained, if it is
 * @param model makes the model
 * @param tokenizer of the shards; used for text in reports and for masks
 * @param tokenizerFolder whose tokenizer files are copied into checkpoints, if there is one
 * @param storage where shards and the output folder lie
 * @param shards the prepared data
 * @param collectives the group of workers; the caller closes it
 * @param threads that an operation of this worker may use on a CPU
 * @param events takes what happens, on the worker's thread; only rank 0 calls it
 * @param stop whether somebody asked for the run to end; looked at between steps, and one worker's
 *     yes stops all
 */
public record WorkerContext(
    RunIdentity run,
    TrainerSettings trainer,
    Choice<ObjectiveProvider<?>> objective,
    Optional<Choice<MethodProvider<?>>> peft,
    ModelFactory model,
    Tokenizer tokenizer,
    Optional<URI> tokenizerFolder,
    Storage storage,
    URI shards,
    Collectives collectives,
    int threads,
    Consumer<TrackingEvent> events,
    BooleanSupplier stop) {

  /** Whether this worker speaks for all. */
  boolean isFirst() {
    return collectives.rank() == 0;
  }
}
