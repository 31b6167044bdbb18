package dev.heddle.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenAdditionTest {

  private static final JsonNode BYTE_LEVEL = Fixture.load("byte-level-bpe");

  private static TokenizerFiles byteLevel() {
    return ByteLevelBpeFiles.of(Fixture.vocabulary(BYTE_LEVEL), 128);
  }

  /** 900 tokens are there. */
  @Test
  void newTokensGetTheNextIdsInOrderAndEncodeAsOne() {
    TokenizerFiles files = byteLevel().withSpecialTokens(List.of("</s>", "<extra_id_1>", "[R]"));
    try (NativeTokenizer tokenizer = NativeTokenizer.load(files)) {
      assertThat(tokenizer.vocabularySize()).isEqualTo(903).isEqualTo(files.vocabularySize());
      assertThat(tokenizer.id("</s>")).hasValue(900);
      assertThat(tokenizer.id("<extra_id_1>")).hasValue(901);
      assertThat(tokenizer.id("[R]")).hasValue(902);
      assertThat(tokenizer.id("[Q]")).isEmpty();
      assertThat(tokenizer.encode("[R]</s><extra_id_1>")).containsExactly(902, 900, 901);
      assertThat(tokenizer.decode(new int[] {901, 902})).isEqualTo("<extra_id_1>[R]");
      assertThat(tokenizer.special().all()).contains(0, 4, 900, 901, 902);
    }
  }

  @Test
  void allOtherTextIsEncodedAsBefore() {
    List<String> texts = new ArrayList<>(Fixture.texts(BYTE_LEVEL.get("corpus")));
    texts.addAll(List.of("<extra_id_", "[ R]", "a[MASK] b[SEP]", "extra_id_1>", "\n\n [R"));
    TokenizerFiles files = byteLevel();
    try (NativeTokenizer before = NativeTokenizer.load(files);
        NativeTokenizer after =
            NativeTokenizer.load(files.withSpecialTokens(List.of("<extra_id_1>", "[R]")))) {
      assertThat(after.encodeBatch(texts)).isEqualTo(before.encodeBatch(texts));
      assertThat(after.prefixIds()).isEqualTo(before.prefixIds());
      assertThat(after.suffixIds()).isEqualTo(before.suffixIds());
      assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    }
  }

  @Test
  void tokensThatAreThereAreNotAddedAgain() {
    TokenizerFiles files = byteLevel();
    assertThat(files.withSpecialTokens(List.of())).isSameAs(files);
    assertThat(files.withSpecialTokens(List.of("[MASK]", "[SEP]"))).isSameAs(files);
    TokenizerFiles added = files.withSpecialTokens(List.of("[R]", "[MASK]", "[R]"));
    assertThat(added.vocabularySize()).isEqualTo(901);
    assertThat(added.withSpecialTokens(List.of("[R]"))).isSameAs(added);
  }

  /** The vocabulary's "▁weav" becomes special; "</s>" plays its role already. */
  @Test
  void aTokenOfTheVocabularyKeepsItsId() {
    TokenizerFiles bare =
        new TokenizerFiles(Fixture.load("sentence-piece").get("tokenizer").asText(), null, null);
    TokenizerFiles files = bare.withSpecialTokens(List.of("ing", "</s>", "<sep>"));
    try (NativeTokenizer tokenizer = NativeTokenizer.load(files)) {
      assertThat(tokenizer.id("ing")).hasValue(7);
      assertThat(tokenizer.id("<sep>")).hasValue(10);
      assertThat(tokenizer.special().all()).contains(7, 10);
      assertThat(tokenizer.special().sep()).hasValue(10);
      assertThat(tokenizer.encode("<sep>")).containsExactly(10);
      assertThat(files.config()).isNull();
    }
  }

  @Test
  void sideFilesNameTheTokensAsTransformersDoes() throws IOException {
    JsonNode config = json(byteLevel().withSpecialTokens(List.of("</s>", "[R]", "[S]")).config());
    JsonNode decoder = config.get("added_tokens_decoder");
    assertThat(decoder).hasSize(8);
    assertThat(decoder.get("901"))
        .isEqualTo(
            json(
                """
                {"content": "[R]", "single_word": false, "lstrip": false, "rstrip": false,
                 "normalized": false, "special": true}"""));
    assertThat(config.get("eos_token").asText()).isEqualTo("</s>");
    assertThat(config.get("additional_special_tokens")).isEqualTo(json("[\"[R]\", \"[S]\"]"));
    assertThat(config.get("model_max_length").asInt()).isEqualTo(128);
  }

  @Test
  void aNewMaskTokenPlaysItsRole() throws IOException {
    String noMask = byteLevel().tokenizer().replace("[MASK]", "[GONE]");
    TokenizerFiles files =
        new TokenizerFiles(noMask, "{}", "{}").withSpecialTokens(List.of("<mask>", "[X]"));
    assertThat(json(files.config()).get("mask_token").asText()).isEqualTo("<mask>");
    assertThat(json(files.specialTokens()).get("mask_token").asText()).isEqualTo("<mask>");
    try (NativeTokenizer tokenizer = NativeTokenizer.load(files)) {
      assertThat(tokenizer.special().mask()).hasValue(900);
    }
    assertThat(json(byteLevel().withSpecialTokens(List.of("<mask>")).config()).get("mask_token"))
        .as("a role that is played stays")
        .isEqualTo(json("\"[MASK]\""));
  }

  @Test
  void recentSideFilesKeepTheirStyle() throws IOException {
    TokenizerFiles recent =
        new TokenizerFiles(
            byteLevel().tokenizer(), "{\"extra_special_tokens\": [\"[OLD]\"]}", null);
    JsonNode config = json(recent.withSpecialTokens(List.of("[R]")).config());
    assertThat(config).isEqualTo(json("{\"extra_special_tokens\": [\"[OLD]\", \"[R]\"]}"));
  }

  @Test
  void theChatTemplateStays() {
    TokenizerFiles chat = new TokenizerFiles(byteLevel().tokenizer(), null, null, "{{ x }}");
    assertThat(chat.withSpecialTokens(List.of("[R]")).chatTemplate()).isEqualTo("{{ x }}");
  }

  @Test
  void idsWithGapsAreRefused() {
    String gap = byteLevel().tokenizer().replaceAll("(\"id\" : )4,", "$1950,");
    TokenizerFiles files = new TokenizerFiles(gap, null, null);
    assertThatThrownBy(() -> files.withSpecialTokens(List.of("[R]")))
        .isInstanceOf(TokenizerException.class)
        .hasMessageMatching(
            "Cannot add tokens \\[\\[R]]: id=\\d+ of the tokenizer stands for nothing; .*");
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
