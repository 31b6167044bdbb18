package dev.heddle.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** A table {@code [count, width]} of vectors looked up by number. */
public final class Embedding extends Layer {
  private final Site site;
  private final Parameter weight;
  private Optional<TableUpdate> update = Optional.empty();

  /** A table of {@code count} vectors. */
  public Embedding(Site site, long count, long width, Initializer first) {
    this.site = site;
    this.weight = own(site.parameter("weight", Role.EMBEDDING, first, count, width));
  }

  /** The vectors of {@code ids [tokens]}: {@code [tokens, width]}, fp32. */
  public NDArray forward(NDArray ids) {
    return update
        .map(added -> added.vectors(ids))
        .orElseGet(() -> site.kernels().call("embedding", ids, weight.value()));
  }

  /** What a kernel that looks {@code ids [tokens]} up among other things is given. */
  public Lookup lookup(NDArray ids) {
    return update
        .map(added -> Lookup.all(site.kernels(), added.vectors(ids)))
        .orElseGet(() -> new Lookup(ids, weight.value()));
  }

  /**
   * All vectors as they are looked up, {@code [count, width]}: for small tables, since a change by
   * an adapter is computed for all of them.
   */
  public NDArray table() {
    return update.map(TableUpdate::table).orElseGet(weight::value);
  }

  /** The table alone, without what an adapter adds to it. */
  public Parameter weight() {
    return weight;
  }

  /**
   * Has an adapter change the vectors from now on.
   *
   * @throws IllegalStateException when one does already
   */
  public void updateBy(TableUpdate adapter) {
    if (update.isPresent()) {
      throw new IllegalStateException(
          "Cannot adapt the table %s: it has an adapter already".formatted(weight.name()));
    }
    update = Optional.of(child("update", adapter));
  }
}
