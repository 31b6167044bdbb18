package dev.heddle.objectives.evaluation.perplexity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowTest {

  @Test
  void windowsOfTenTokensByHand() {
    List<Window> windows = Window.of(text(10), 6, 3);
    assertThat(windows.stream().map(Window::ids))
        .containsExactly(
            new int[] {0, 1, 2, 3, 4, 5}, new int[] {3, 4, 5, 6, 7, 8}, new int[] {6, 7, 8, 9});
    assertThat(windows.stream().map(Window::firstScored)).containsExactly(1, 3, 3);
    assertThat(windows.stream().map(Window::scored)).containsExactly(5, 3, 1);
  }

  @Test
  void aShortTextIsOneWindow() {
    assertThat(Window.of(text(2), 6, 3)).hasSize(1);
    assertThat(Window.of(text(6), 6, 3)).hasSize(1);
    assertThat(Window.of(text(1), 6, 3)).isEmpty();
    assertThat(Window.of(text(0), 6, 3)).isEmpty();
  }

  @Property
  void everyTokenButTheFirstIsScoredOnceWithEnoughBeforeIt(
      @ForAll @IntRange(max = 60) int tokens,
      @ForAll @IntRange(min = 2, max = 20) int length,
      @ForAll @IntRange(min = 1, max = 19) int drawn) {
    int stride = Math.min(drawn, length - 1);
    List<Integer> scored = new ArrayList<>();
    for (Window window : Window.of(text(tokens), length, stride)) {
      assertThat(window.length()).isBetween(2, length);
      for (int place = window.firstScored(); place < window.length(); place++) {
        int token = window.ids()[place];
        assertThat(place).isGreaterThanOrEqualTo(Math.min(token, length - stride));
        scored.add(token);
      }
    }
    assertThat(scored).isEqualTo(IntStream.range(1, tokens).boxed().toList());
  }

  @Test
  void scoresByHand() {
    TextScore score = new TextScore(Math.log(8), 3, 0).plus(new TextScore(Math.log(2), 1, 8));
    assertThat(score.perplexity()).isCloseTo(2, within(1e-12)); // 16^(1/4)
    assertThat(score.bitsPerByte()).isCloseTo(0.5, within(1e-12)); // 4 bits, 8 bytes
  }

  private static int[] text(int tokens) {
    return IntStream.range(0, tokens).toArray();
  }
}
