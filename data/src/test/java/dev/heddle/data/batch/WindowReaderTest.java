package dev.heddle.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowReaderTest {

  private static final List<Integer> SIZES = List.of(4, 4, 4, 4, 4, 4, 4, 4);

  private final CountedBlocks blocks = new CountedBlocks(SIZES);
  private final SampleOrder order = WindowedOrder.of(blocks.index(), 9, 8);

  /** Decodes in the calling thread, so that nothing depends on timing. */
  private static final class SameThread extends AbstractExecutorService {
    @Override
    public void execute(Runnable work) {
      work.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return true;
    }
  }

  private WindowReader reader(RankShare share, long start) {
    return new WindowReader(blocks, order, share, start, new SameThread());
  }

  private Set<Integer> blocksOf(long from, long to) {
    Set<Integer> found = new TreeSet<>();
    for (long position = from; position < to; position++) {
      found.add(blocks.index().blockOf(order.indexAt(position)));
    }
    return found;
  }

  /** Four windows of two blocks an epoch: in window w, the blocks of w + 2 are still on disk. */
  @Test
  void neverMoreThanTheWindowInUseAndTheNextAreDecoded()
      throws InterruptedException, ExecutionException {
    WindowReader reader = reader(new RankShare(0, 1, 4, 4), 0);
    assertThat(blocks.decoded).hasSize(2);
    for (long position = 0; position < 64; position++) {
      reader.at(position);
      SampleOrder.Window window = order.windowAt(position);
      int windowsSoFar = (int) (window.end() / 8);
      assertThat(blocks.decoded).hasSize(2 * (windowsSoFar + 1));
      assertThat(blocks.decoded.subList(2 * windowsSoFar, 2 * windowsSoFar + 2))
          .hasSameElementsAs(blocksOf(window.end(), window.end() + 8));
    }
  }

  @Test
  void aLateStartDecodesNothingThatCameBefore() throws InterruptedException, ExecutionException {
    WindowReader reader = reader(new RankShare(0, 1, 4, 4), 23);
    assertThat(reader.at(23).sample().index()).isEqualTo(order.indexAt(23));
    assertThat(blocks.decoded.subList(0, 1)).hasSameElementsAs(blocksOf(23, 24));
    assertThat(blocks.decoded.subList(1, 3)).hasSameElementsAs(blocksOf(24, 32));
  }
}
