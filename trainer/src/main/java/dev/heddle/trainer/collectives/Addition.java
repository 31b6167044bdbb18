package dev.heddle.trainer.collectives;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** Element-wise addition of little-endian buffers. */
enum Addition {
  FLOATS {
    @Override
    void add(ByteBuffer lower, ByteBuffer upper, ByteBuffer sum) {
      FloatBuffer first = lower.asFloatBuffer();
      FloatBuffer second = upper.asFloatBuffer();
      FloatBuffer result = sum.asFloatBuffer();
      for (int i = 0; i < result.limit(); i++) {
        result.put(i, first.get(i) + second.get(i));
      }
    }
  },
  LONGS {
    @Override
    void add(ByteBuffer lower, ByteBuffer upper, ByteBuffer sum) {
      LongBuffer first = lower.asLongBuffer();
      LongBuffer second = upper.asLongBuffer();
      LongBuffer result = sum.asLongBuffer();
      for (int i = 0; i < result.limit(); i++) {
        result.put(i, first.get(i) + second.get(i));
      }
    }
  },
  DOUBLES {
    @Override
    void add(ByteBuffer lower, ByteBuffer upper, ByteBuffer sum) {
      DoubleBuffer first = lower.asDoubleBuffer();
      DoubleBuffer second = upper.asDoubleBuffer();
      DoubleBuffer result = sum.asDoubleBuffer();
      for (int i = 0; i < result.limit(); i++) {
        result.put(i, first.get(i) + second.get(i));
      }
    }
  };

  /**
   * Puts {@code lower + upper} into {@code sum}, which may be one of them; all from position to
   * limit.
   */
  abstract void add(ByteBuffer lower, ByteBuffer upper, ByteBuffer sum);
}
