package dev.heddle.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordBoundariesTest {

  @Test
  void joinsThePiecesOfIdentifiers() {
    // The first stand-in is that of a space; the last but one spells a line break and a space.
    assertThat(
            starts(
                byteLevel(),
                "\u0120foo",
                "Bar",
                "_1",
                ".",
                "ba",
                "r",
                "()",
                ";",
                "\u010a\u0120",
                "i"))
        .containsExactly(true, false, false, true, true, false, true, true, true, true);
  }

  @Test
  void theFirstTokenOfASequenceStartsAWord() {
    assertThat(starts(byteLevel(), "Bar", "Bar")).containsExactly(true, false);
  }

  @Test
  void specialTokensStandAlone() {
    assertThat(starts(byteLevel(), "Bar", "[MASK]", "Bar")).containsExactly(true, true, true);
  }

  @Test
  void readsWordPieceMarks() {
    TokenizerDefinition definition = definition("word-piece");
    assertThat(starts(definition, "the", "weav", "##er", "##es", "warp"))
        .containsExactly(true, true, false, false, true);
  }

  @Test
  void readsSentencePieceMarks() {
    TokenizerDefinition definition = definition("sentence-piece");
    assertThat(starts(definition, "\u2581weav", "er", "\u2581the", "<mask>", "es"))
        .containsExactly(true, false, true, true, true);
  }

  private static TokenizerDefinition definition(String fixture) {
    JsonNode json = Fixture.load(fixture);
    return TokenizerDefinition.parse(
        new TokenizerFiles(json.get("tokenizer").asText(), null, null).tokenizerTree());
  }

  private static TokenizerDefinition byteLevel() {
    List<String> tokens = new ArrayList<>(ByteLevelBpeFiles.specialTokens());
    tokens.addAll(ByteAlphabet.sorted());
    tokens.addAll(List.of("\u0120foo", "Bar", "_1", "ba", "()", "\u010a\u0120"));
    BpeVocabulary vocabulary =
        new BpeVocabulary(ByteLevelBpeFiles.specialTokens(), tokens, List.of());
    return TokenizerDefinition.parse(ByteLevelBpeFiles.of(vocabulary, 8).tokenizerTree());
  }

  private static List<Boolean> starts(TokenizerDefinition definition, String... tokens) {
    SpecialTokens special =
        SpecialTokenNames.find(definition, new TokenizerFiles("{}", null, null));
    WordBoundaries boundaries = WordBoundaries.of(definition, special);
    List<Boolean> starts = new ArrayList<>();
    int previous = -1;
    for (String token : tokens) {
      int id = definition.tokens().indexOf(token);
      starts.add(boundaries.startsWord(previous, id));
      previous = id;
    }
    return starts;
  }
}
