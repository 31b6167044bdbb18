package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.objectives.Peers;
import dev.heddle.trainer.collectives.Collectives;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class GroupPeersTest {

  private static final float[][] ROWS = {{1, 2, 3, 4}, {}, {-0.5f, 1e-30f}};

  /** What a worker gets: where its own rows start, then all rows. */
  private static float[] gather(Collectives collectives) {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Scope scope = engine.scope()) {
      float[] own = ROWS[collectives.rank()];
      NDArray rows = scope.floats(own, own.length / 2, 2);
      Peers.Gathered all = new GroupPeers(engine, collectives).gather(rows, scope);
      float[] values = all.rows().toFloatArray();
      assertThat(all.rows().getShape().getShape()).containsExactly(3, 2);
      float[] answer = new float[values.length + 1];
      answer[0] = all.first();
      System.arraycopy(values, 0, answer, 1, values.length);
      return answer;
    }
  }

  @Test
  void bringsUnequallyManyRowsTogetherInTheOrderOfRanks() throws Exception {
    int[] starts = {0, 2, 2};
    List<Future<float[]>> outcomes = TinyGroup.run(3, GroupPeersTest::gather);
    for (int rank = 0; rank < starts.length; rank++) {
      float[] answer = outcomes.get(rank).get();
      assertThat(answer[0]).as("start of rank %d", rank).isEqualTo(starts[rank]);
      assertThat(Arrays.copyOfRange(answer, 1, answer.length))
          .containsExactly(1, 2, 3, 4, -0.5f, 1e-30f);
    }
  }
}
