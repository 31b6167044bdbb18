package dev.heddle.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BpeTrainerTest {

  private static final List<String> SPECIAL = ByteLevelBpeFiles.specialTokens();

  @Test
  void learnsWhatHuggingFaceLearnsFromText() {
    JsonNode fixture = Fixture.load("byte-level-bpe");
    Map<String, Long> words = Fixture.wordCounts(Fixture.texts(fixture.get("corpus")));

    BpeVocabulary learnt = new BpeTrainer(900, 2, SPECIAL).train(words);

    assertThat(learnt.tokens()).hasSize(900).isEqualTo(Fixture.texts(fixture.get("vocab")));
    assertThat(learnt.merges()).isEqualTo(Fixture.vocabulary(fixture).merges());
  }

  @Test
  void breaksTiesAsHuggingFaceDoes() {
    JsonNode fixture = Fixture.load("ties");
    Map<String, Long> words = new HashMap<>();
    fixture.get("words").properties().forEach(e -> words.put(e.getKey(), e.getValue().asLong()));

    BpeVocabulary learnt = new BpeTrainer(1200, 1, SPECIAL).train(words);

    assertThat(learnt.tokens()).isEqualTo(Fixture.texts(fixture.get("vocab")));
    assertThat(learnt.merges()).isEqualTo(Fixture.vocabulary(fixture).merges());
  }

  @Test
  void mergesTheMostFrequentPairFirst() {
    // "ab" occurs 3 + 2 times, "bc" 2 times, " a" not at all.
    BpeVocabulary learnt = new BpeTrainer(260, 2, List.of()).train(Map.of("ab", 3L, "abc", 2L));

    assertThat(learnt.tokens().subList(256, 258)).containsExactly("ab", "abc");
    assertThat(learnt.merges()).hasSize(2);
  }

  @Test
  void stopsAtTheMinimumFrequency() {
    BpeVocabulary learnt = new BpeTrainer(400, 3, List.of()).train(Map.of("ab", 3L, "cd", 2L));

    assertThat(learnt.tokens()).hasSize(257).endsWith("ab");
  }

  @Test
  void refusesAVocabularyTooSmallForTheBytes() {
    assertThatThrownBy(() -> new BpeTrainer(260, 2, SPECIAL))
        .hasMessage(
            "Cannot train a tokenizer: vocab_size=260; must be at least 261, the 256 bytes and 5 special tokens; raise it");
  }
}
