package dev.heddle.data.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NativeTokenizerTest {

  private static final JsonNode BYTE_LEVEL = Fixture.load("byte-level-bpe");

  private static TokenizerFiles byteLevelFiles() {
    return ByteLevelBpeFiles.of(Fixture.vocabulary(BYTE_LEVEL), 128);
  }

  @Test
  void encodesAsHuggingFaceDoes() {
    try (NativeTokenizer tokenizer = NativeTokenizer.load(byteLevelFiles())) {
      assertEncodes(tokenizer, BYTE_LEVEL.get("encoded"));
      assertThat(tokenizer.vocabularySize()).isEqualTo(900);
      assertThat(tokenizer.prefixIds()).containsExactly(2);
      assertThat(tokenizer.suffixIds()).containsExactly(3);
      assertThat(tokenizer.pairSeparatorIds()).containsExactly(3);
    }
  }

  @Test
  void ignoresTruncationAndPaddingOfTheFile() {
    JsonNode fixture = Fixture.load("word-piece");
    try (NativeTokenizer tokenizer = NativeTokenizer.load(files(fixture))) {
      assertEncodes(tokenizer, fixture.get("encoded"));
      assertThat(tokenizer.prefixIds()).containsExactly(2);
      assertThat(tokenizer.suffixIds()).containsExactly(3);
    }
  }

  @Test
  void encodesWithoutATemplate() {
    JsonNode fixture = Fixture.load("sentence-piece");
    try (NativeTokenizer tokenizer = NativeTokenizer.load(files(fixture))) {
      assertEncodes(tokenizer, fixture.get("encoded"));
      assertThat(tokenizer.prefixIds()).isEmpty();
      assertThat(tokenizer.suffixIds()).isEmpty();
      assertThat(tokenizer.pairSeparatorIds()).isEmpty();
      assertThat(tokenizer.special().mask()).hasValue(3);
    }
  }

  @Test
  void rememberedWordsHaveTheIdsOfTheWholeText() {
    TokenizerFiles files = byteLevelFiles();
    // With a dropout of zero the model is the same, but words may not be remembered.
    // assume.
    TokenizerFiles whole =
        new TokenizerFiles(
            files.tokenizer().replace("\"dropout\" : null", "\"dropout\" : 0.0"), null, null);
    List<String> texts = randomTexts(new Random(5));
    try (NativeTokenizer quick = NativeTokenizer.load(files);
        NativeTokenizer plain = NativeTokenizer.load(whole)) {
      assertThat(quick.encodeBatch(texts)).isEqualTo(plain.encodeBatch(texts));
      assertThat(quick.encodeBatch(texts)).isEqualTo(plain.encodeBatch(texts));
    }
  }

  private static List<String> randomTexts(Random random) {
    List<String> pieces = new ArrayList<>(Fixture.texts(BYTE_LEVEL.get("prose")));
    pieces.addAll(
        List.of("[MASK]", " [SEP]", "\n", "\t", "  ", "'", "_", "\uDBFF\uDFFF", "\u0378"));
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(6); j >= 0; j--) {
        String piece = pieces.get(random.nextInt(pieces.size()));
        int start =
            piece.offsetByCodePoints(0, random.nextInt(piece.codePointCount(0, piece.length())));
        text.append(piece.substring(start));
        text.appendCodePoint(random.nextInt(0xD800));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void encodesTheSameFromManyThreads() {
    List<String> texts = Fixture.texts(BYTE_LEVEL.get("corpus"));
    try (NativeTokenizer tokenizer = NativeTokenizer.load(byteLevelFiles())) {
      int[][] expected = tokenizer.encodeBatch(texts);
      IntStream.range(0, 16)
          .parallel()
          .forEach(i -> assertThat(tokenizer.encodeBatch(texts)).isEqualTo(expected));
    }
  }

  @Test
  void decodesToTheText() {
    try (NativeTokenizer tokenizer = NativeTokenizer.load(byteLevelFiles())) {
      String text = "int größe = 5; // 織り手 🧵 we'll ,  see\n";
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
      assertThat(tokenizer.decode(new int[] {2, 4, 3})).isEqualTo("[CLS][MASK][SEP]");
    }
  }

  @Test
  void findsRolesByNameOrBySideFile() {
    TokenizerFiles files = byteLevelFiles();
    TokenizerFiles bare = new TokenizerFiles(files.tokenizer(), null, null);
    TokenizerFiles renamed =
        new TokenizerFiles(files.tokenizer(), "{\"mask_token\": {\"content\": \"[UNK]\"}}", null);
    try (NativeTokenizer full = NativeTokenizer.load(files);
        NativeTokenizer byName = NativeTokenizer.load(bare);
        NativeTokenizer bySide = NativeTokenizer.load(renamed)) {
      assertThat(full.special()).isEqualTo(byName.special());
      assertThat(full.special().pad()).hasValue(0);
      assertThat(full.special().mask()).hasValue(4);
      assertThat(full.special().bos()).isEqualTo(OptionalInt.empty());
      assertThat(full.special().all()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      assertThat(bySide.special().mask()).hasValue(1);
    }
  }

  @Test
  void fingerprintsContentNotLayout() {
    TokenizerFiles files = byteLevelFiles();
    String compact = files.tokenizerTree().toString();
    assertThat(new TokenizerFiles(compact, null, null).fingerprint())
        .hasSize(64)
        .isEqualTo(files.fingerprint());
    String altered = compact.replace("\"lstrip\":true", "\"lstrip\":false");
    assertThat(new TokenizerFiles(altered, null, null).fingerprint())
        .isNotEqualTo(files.fingerprint());
  }

  @Test
  void namesItsTokens() {
    try (NativeTokenizer tokenizer = NativeTokenizer.load(byteLevelFiles())) {
      assertThat(tokenizer.tokenText(4)).isEqualTo("[MASK]");
      assertThat(tokenizer.tokenText(5)).isEqualTo("!");
      assertThatThrownBy(() -> tokenizer.tokenText(900))
          .hasMessage(
              "Cannot name a token: id=900; ids go from 0 to 899; check that the tokenizer belongs to the data");
    }
  }

  @Test
  void refusesWhatIsNoTokenizer() {
    assertThatThrownBy(() -> NativeTokenizer.load(new TokenizerFiles("{\"model\": 3}", null, null)))
        .isInstanceOf(TokenizerException.class)
        .hasMessageStartingWith("Cannot load tokenizer: tokenizer.json is not understood: ");
    assertThatThrownBy(() -> NativeTokenizer.load(new TokenizerFiles("[", null, null)))
        .isInstanceOf(TokenizerException.class)
        .hasMessageStartingWith("Cannot load tokenizer: tokenizer.json is not JSON: ");
  }

  @Test
  void refusesUseAfterClosing() {
    NativeTokenizer tokenizer = NativeTokenizer.load(byteLevelFiles());
    tokenizer.close();
    tokenizer.close();
    assertThatThrownBy(() -> tokenizer.encode("a"))
        .hasMessage("Cannot use a tokenizer: it was closed; keep it open while in use");
  }

  @Test
  void namesThePlatformsOfTheNativeLibrary() {
    assertThatThrownBy(() -> NativeTokenizers.requireBundled("plan9-mips", "0.35.1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Cannot load the native tokenizers library: platform=plan9-mips; the jar ai.djl.huggingface:tokenizers:0.35.1 brings one for linux-x86_64");
  }

  private static TokenizerFiles files(JsonNode fixture) {
    return new TokenizerFiles(fixture.get("tokenizer").asText(), null, null);
  }

  private static void assertEncodes(NativeTokenizer tokenizer, JsonNode cases) {
    List<String> texts = new ArrayList<>();
    cases.forEach(one -> texts.add(one.get("text").asText()));
    int[][] found = tokenizer.encodeBatch(texts);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as(texts.get(i)).isEqualTo(Fixture.ids(cases.get(i).get("ids")));
      assertThat(around(tokenizer, found[i]))
          .isEqualTo(Fixture.ids(cases.get(i).get("with_special")));
    }
  }

  private static int[] around(Tokenizer tokenizer, int[] ids) {
    return IntStream.concat(
            IntStream.concat(IntStream.of(tokenizer.prefixIds()), IntStream.of(ids)),
            IntStream.of(tokenizer.suffixIds()))
        .toArray();
  }
}
