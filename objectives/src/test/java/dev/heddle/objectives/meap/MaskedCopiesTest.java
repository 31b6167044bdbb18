package dev.heddle.objectives.meap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.data.batch.SampleRandom;
import dev.heddle.objectives.nexttoken.TokenSequence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskedCopiesTest {

  private static final int MASK = 4;
  private static final int END = 3;
  private static final MaskedCopies COPIES = new MaskedCopies(new CopySettings(0.1, 50), MASK);

  /**
   * By hand: a prompt of 4 tokens, an answer of 60 and its end; 6 tokens of the answer are hidden.
   */
  @Test
  void aCopyIsAskedForWhatItHides() {
    int[] ids = chat(4, 60);
    int[] original = ids.clone();
    TokenSequence copy = copy(ids, 4, 60).orElseThrow();

    assertThat(ids).isEqualTo(original);
    assertThat(copy.asked()).isEqualTo(6);
    int hidden = 0;
    for (int place = 0; place < ids.length; place++) {
      boolean isHidden = copy.seen()[place] == MASK;
      hidden += isHidden ? 1 : 0;
      assertThat(isHidden && (place < 4 || place == 64)).isFalse();
      assertThat(copy.seen()[place]).isEqualTo(isHidden ? MASK : ids[place]);
      if (place > 0) {
        assertThat(copy.labels()[place - 1])
            .isEqualTo(isHidden ? ids[place] : TokenSequence.IGNORED);
      }
    }
    assertThat(hidden).isEqualTo(6);
  }

  /** An answer cut to 35 tokens loses its end and hides 3. */
  @Test
  void aCutAnswerHidesAShareOfWhatIsLeft() {
    MaskedCopies fromShort = new MaskedCopies(new CopySettings(0.1, 30), MASK);
    int[] ids = Arrays.copyOf(chat(4, 60), 39);
    List<Answer> answers = Answer.of(ids, mask(ids.length, 4), id -> id == END);
    assertThat(answers).containsExactly(new Answer(4, 35));
    assertThat(fromShort.copy(ids, 0, answers, random()).orElseThrow().asked()).isEqualTo(3);
  }

  @Test
  void onlyAnswersLongerThanTheBoundHaveACopy() {
    assertThat(copy(chat(4, 50), 4, 50)).isEmpty();
    assertThat(copy(chat(4, 51), 4, 51).orElseThrow().asked()).isEqualTo(5);
  }

  @Test
  void shortAnswersBesideALongOneAreReadAndNotAskedFor() {
    int[] ids = IntStream.range(5, 85).toArray();
    List<Answer> answers = List.of(new Answer(3, 10), new Answer(20, 60));
    TokenSequence copy = COPIES.copy(ids, 0, answers, random()).orElseThrow();
    assertThat(copy.asked()).isEqualTo(6);
    assertThat(Arrays.copyOf(copy.seen(), 20)).isEqualTo(Arrays.copyOf(ids, 20));
  }

  /** Runs of marks: [a b END nl], one cut off, and one from the very start. */
  @Test
  void answersEndBeforeTheirLastSpecialToken() {
    int[] ids = {7, 8, END, 9, 7, 8, END, 6, 9, 9, 8, 8};
    int[] lossMask = {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1};
    assertThat(Answer.of(ids, lossMask, id -> id == END))
        .containsExactly(new Answer(4, 2), new Answer(10, 2));
    assertThat(Answer.of(new int[] {7, 8}, new int[] {1, 1}, id -> id == END))
        .containsExactly(new Answer(1, 1));
    assertThat(Answer.of(new int[] {7}, new int[] {1}, id -> id == END)).isEmpty();
  }

  private static Optional<TokenSequence> copy(int[] ids, int prompt, int answer) {
    List<Answer> answers = Answer.of(ids, mask(ids.length, prompt), id -> id == END);
    assertThat(answers).containsExactly(new Answer(prompt, answer));
    return COPIES.copy(ids, 0, answers, random());
  }

  /** A prompt, an answer, and the end of its turn. */
  private static int[] chat(int prompt, int answer) {
    int[] ids = IntStream.rangeClosed(0, prompt + answer).map(i -> 10 + i).toArray();
    ids[prompt + answer] = END;
    return ids;
  }

  private static int[] mask(int length, int prompt) {
    return IntStream.range(0, length).map(i -> i < prompt ? 0 : 1).toArray();
  }

  private static SampleRandom random() {
    return SampleRandom.of(1, 0, 0, "test");
  }
}
