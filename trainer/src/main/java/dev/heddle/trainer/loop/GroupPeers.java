package dev.heddle.trainer.loop;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.HostView;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.Peers;
import dev.heddle.trainer.collectives.Collectives;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The workers of a run as its objective sees them. */
final class GroupPeers implements Peers {

  private final TensorEngine engine;
  private final Collectives collectives;

  GroupPeers(TensorEngine engine, Collectives collectives) {
    this.engine = engine;
    this.collectives = collectives;
  }

  @Override
  public int rank() {
    return collectives.rank();
  }

  @Override
  public int size() {
    return collectives.size();
  }

  /** A sum of buffers in which each worker fills its own rows, which is exact: x + 0 = x. */
  @Override
  public Gathered gather(NDArray rows, Scope scope) {
    long[] counts = new long[size()];
    counts[rank()] = rows.getShape().get(0);
    counts = collectives.sum(counts);
    int first = Math.toIntExact(Arrays.stream(counts).limit(rank()).sum());
    int all = Math.toIntExact(Arrays.stream(counts).sum());
    int width = Math.toIntExact(rows.getShape().get(1));
    NDArray gathered = scope.floats(new float[Math.multiplyExact(all, width)], all, width);
    FloatBuffer own = HostView.bytes(rows).asFloatBuffer();
    HostView.edit(
        engine,
        gathered,
        (start, bytes) -> {
          FloatBuffer buffer = bytes.asFloatBuffer();
          buffer.put(first * width, own, 0, own.remaining());
          collectives.sum(buffer);
        });
    return new Gathered(gathered, first);
  }
}
