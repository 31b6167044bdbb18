package dev.heddle.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class PreTokenizerTest {

  /** GPT-2's pattern, with Unicode's White_Space for its {@code \s}. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+"
              + "| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+"
              + "|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");

  @Test
  void cutsAsHuggingFaceDoes() {
    JsonNode fixture = Fixture.load("byte-level-bpe");
    for (int i = 0; i < fixture.get("prose").size(); i++) {
      assertThat(Fixture.words(fixture.get("prose").get(i).asText()))
          .isEqualTo(Fixture.texts(fixture.get("words").get(i)));
    }
  }

  @Property(tries = 3000)
  void cutsAsThePatternDoes(
      @ForAll
          @Chars({
            ' ', '\n', '\t', '\'', 's', 'l', 'v', 'e', 'r', '1', '_', '\u00a0', '\u2028', '½'
          })
          @CharRange(from = 'a', to = 'd')
          @CharRange(from = '\u3040', to = '\u3044')
          @CharRange(from = '\u0000', to = ' ')
          String text) {
    List<String> expected = REFERENCE.matcher(text).results().map(match -> match.group()).toList();
    assertThat(Fixture.words(text)).isEqualTo(expected);
  }

  @Test
  void keepsSurrogatePairsTogether() {
    assertThat(Fixture.words("\uD835\uDD38b \uD83E\uDDF5\uD83E\uDDF6!"))
        .containsExactly("\uD835\uDD38b", " \uD83E\uDDF5\uD83E\uDDF6!");
  }

  @Test
  void knowsTheClassOfEveryCharacterOfThisUnicodeVersion() {
    JsonNode classes = Fixture.load("character-classes");
    BitSet spaces = members(classes.get("space"));
    BitSet letters = members(classes.get("letter"));
    BitSet numbers = members(classes.get("number"));
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      byte found = CharacterClass.of(codePoint);
      if (found != CharacterClass.UNASSIGNED) {
        assertThat(found)
            .as("U+%04X", codePoint)
            .isEqualTo(expected(codePoint, spaces, letters, numbers));
      }
    }
  }

  private static byte expected(int codePoint, BitSet spaces, BitSet letters, BitSet numbers) {
    if (spaces.get(codePoint)) {
      return CharacterClass.SPACE;
    }
    if (letters.get(codePoint)) {
      return CharacterClass.LETTER;
    }
    return numbers.get(codePoint) ? CharacterClass.NUMBER : CharacterClass.OTHER;
  }

  private static BitSet members(JsonNode ranges) {
    BitSet members = new BitSet();
    ranges.forEach(range -> members.set(range.get(0).asInt(), range.get(1).asInt() + 1));
    return members;
  }
}
