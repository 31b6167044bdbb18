package dev.heddle.models.encoders;

import dev.heddle.models.Task;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Layer;
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
public record EncoderTree<L extends Layer>(L body, Branch top, Layer root) {

  /**
   * The tree of a task.
   *
   * @param body builds the base model at a site
   */
  public static <L extends Layer> EncoderTree<L> of(
      Site site, String prefix, Task task, Function<Site, L> body) {
    Branch top = new Branch();
    if (task instanceof Task.Embedding) {
      L bare = body.apply(site);
      return new EncoderTree<>(bare, top, bare);
    }
    return new EncoderTree<>(top.add(prefix, body.apply(site.at(prefix))), top, top);
  }

  /** Whether the base model stands alone. */
  public boolean isBare() {
    return root == body;
  }
}
