package dev.heddle.trainer.loop;

import dev.heddle.models.Model;
import dev.heddle.models.Task;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.TensorEngine;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Makes the model of a run: from its settings and a seed, or from files. Equal on every worker. */
@FunctionalInterface
public interface ModelFactory {
  /** The model that a run starts from, with a head for the task; the caller closes it. */
  Model create(Task task, TensorEngine engine, Precision precision);

  /**
   * A model that a checkpoint's weights fit; its own may be anything, since all are replaced. The
   * caller closes it.
   *
   * @param checkpoint folder that the run resumes from
   */
  default Model like(URI checkpoint, Task task, TensorEngine engine, Precision precision) {
    return create(task, engine, precision);
  }

  /** The stored model that a run starts from, as its user names it, if it does. */
  default Optional<String> path() {
    return Optional.empty();
  }

  /** Files of the model that go with its weights unread, such as its generation settings. */
  default List<URI> carriedFiles() {
    return List.of();
  }
}
