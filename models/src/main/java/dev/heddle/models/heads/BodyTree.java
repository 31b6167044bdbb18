package dev.heddle.models.heads;

import dev.heddle.models.Task;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.Place;
import dev.heddle.models.layers.Site;
import java.util.function.Function;

/**
 * A base model and what stands beside it. With a head, the base model's tensors have a prefix;
 * without one, as in files of the base model alone, they have none.
 *
 * @param body the base model
 * @param top where heads go
 * @param root of all of it
 */
public record BodyTree<L extends Layer>(L body, Place top, Layer root) {

  /**
   * The tree of a task.
   *
   * @param body builds the base model at a site
   */
  public static <L extends Layer> BodyTree<L> of(
      Site site, String prefix, Task task, Function<Site, L> body) {
    Place top = new Place(new Branch(), site);
    if (task instanceof Task.Embedding) {
      L bare = body.apply(site);
      return new BodyTree<>(bare, top, bare);
    }
    return new BodyTree<>(top.add(prefix, body), top, top.branch());
  }

  /** Whether the base model stands alone. */
  public boolean isBare() {
    return root == body;
  }

  /** Where everything is built. */
  public Site site() {
    return top.site();
  }
}
