package dev.heddle.objectives;

import dev.heddle.models.Model;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.layers.Site;
import dev.heddle.storage.Storage;

/**
 * What a worker lends an objective for a run.
 *
 * @param model that is trained, with whatever a method has changed in it
 * @param storage reaches further models and files, by the URIs that the run file names
 * @param peers the other workers
 * @param seed of first values
 */
public record Workplace(Model model, Storage storage, Peers peers, long seed) {

  /** A place without other workers. */
  public static Workplace alone(Model model, Storage storage, long seed) {
    return new Workplace(model, storage, Peers.NONE, seed);
  }

  /**
   * Where layers of the objective's own are built, on the model's engine and in fp32. Their names
   * start with {@code objective.}, so that no model has them.
   */
  public Site site() {
    return Site.root(model.engine(), Precision.FP32, seed).at("objective");
  }
}
