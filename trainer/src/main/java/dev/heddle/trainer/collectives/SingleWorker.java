package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** The group of one: every sum is the value itself. */
public final class SingleWorker implements Collectives {

  @Override
  public int rank() {
    return 0;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public void sum(FloatBuffer inPlace) {}

  @Override
  public long[] sum(long[] values) {
    return values.clone();
  }

  @Override
  public double[] sum(double[] values) {
    return values.clone();
  }

  @Override
  public void broadcast(ByteBuffer inPlace, int root) {}

  @Override
  public void barrier() {}

  @Override
  public double secondsSpent() {
    return 0;
  }

  @Override
  public void abort(Throwable cause) {}

  @Override
  public void close() {}
}
