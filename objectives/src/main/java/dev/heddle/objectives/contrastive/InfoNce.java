package dev.heddle.objectives.contrastive;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Kernels;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.Peers;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss of a batch of vectors, over the vectors of all workers. Every worker computes the loss
 * of all pairs with its own vectors attached and those of others as constants. What reaches a
 * parameter through its own vectors is then one share of the gradient of the whole loss, and the
 * sum of the shares over the workers is all of it.
 *
 * @param peers whose vectors are negatives too
 * @param symmetric whether documents look for their queries as well
 * @param negatives which queries see the hard negatives of a pair
 */
record InfoNce(Peers peers, boolean symmetric, ContrastiveSettings.HardNegatives negatives) {

  /**
   * What came out.
   *
   * @param total the losses of the pairs of all workers, a scalar to differentiate
   * @param own those of this worker's pairs
   * @param hits own queries whose document comes before all others
   * @param documents that a query chose from
   */
  record Outcome(NDArray total, double own, long hits, int documents) {}

  /** The vectors of all workers, in which the own ones are attached, and what they stand for. */
  private record Rows(NDArray vectors, PairLayout layout, int first) {}

  /**
   * Compares.
   *
   * @param vectors {@code [rows, width]}, of length 1, in the order of the layout
   * @param logScale {@code [1]}, the logarithm of 1 / temperature
   * @param scope owns what is made on the way
   */
  Outcome of(NDArray vectors, PairLayout layout, NDArray logScale, Kernels kernels, Scope scope) {
    Rows rows =
        peers.size() == 1
            ? new Rows(vectors, layout, 0)
            : gathered(vectors, layout, kernels, scope);
    PairLayout all = rows.layout();
    int[] queries = all.queries();
    int[] documents = all.documents();
    NDArray[] sums =
        kernels.callAll(
            "info_nce",
            rows.vectors(),
            longs(queries, scope),
            longs(documents, scope),
            longs(all.targets(), scope),
            longs(all.owners(), scope),
            scope.longs(all.keys(queries), queries.length),
            scope.longs(all.keys(documents), documents.length),
            longs(own(queries, rows.first(), layout.roles().length), scope),
            logScale,
            symmetric,
            negatives == ContrastiveSettings.HardNegatives.OWN);
    return new Outcome(sums[0], sums[1].getFloat(), sums[2].getLong(), documents.length);
  }

  private Rows gathered(NDArray vectors, PairLayout layout, Kernels kernels, Scope scope) {
    NDArray described =
        kernels.call("side_by_side", List.of(vectors.stopGradient(), layout.rows(scope)));
    Peers.Gathered gathered = peers.gather(scope.adopt(described), scope);
    NDArray attached = kernels.call("with_own_rows", gathered.rows(), vectors, gathered.first());
    int width = Math.toIntExact(vectors.getShape().get(1));
    NDArray columns = kernels.call("columns_from", gathered.rows(), width);
    return new Rows(attached, PairLayout.of(columns.toFloatArray()), gathered.first());
  }

  /** 1 for each query whose row is among this worker's. */
  private static int[] own(int[] queries, int first, int count) {
    return IntStream.of(queries).map(row -> row >= first && row < first + count ? 1 : 0).toArray();
  }

  private static NDArray longs(int[] values, Scope scope) {
    return scope.longs(values, values.length);
  }
}
