package dev.heddle.data.examples;

import static dev.heddle.data.examples.Made.ints;
import static dev.heddle.data.examples.Made.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.shard.LengthBound;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairFormTest {

  @Test
  void anExampleIsItsTextsInOrder() {
    Made made =
        Made.by("pairs", "max_seq_length: 5")
            .of(
                row(
                    "negative_10", "w5",
                    "positive", "w2 w3 w4 w5",
                    "anchor", "w1",
                    "negative_2", "w6 w7",
                    "negative", "w8",
                    "other", "w9"));
    assertThat(made.samples)
        .extracting(PackedSample::inputIds)
        .containsExactly(ints(1, 11, 2, 1, 12, 13, 14, 2, 1, 18, 2, 1, 16, 17, 2, 1, 15, 2));
    assertThat(made.samples.get(0).sequenceLengths()).containsExactly(3, 5, 3, 4, 3);
    assertThat(made.samples.get(0).column("prompt_lengths")).containsExactly(0, 0, 0, 0, 0);
    assertThat(made.examples.layout().bound()).isEqualTo(LengthBound.SEQUENCE);
  }

  @Test
  void examplesMayHaveAnyNumberOfNegatives() {
    Made made =
        Made.by("pairs")
            .of(
                row("query", "w1", "document", "w2"),
                row("question", "w1", "answer", "w2", "negative_1", "w3", "negative_2", " "),
                row("sentence1", "w1", "sentence2", "w2"));
    assertThat(made.samples)
        .extracting(sample -> sample.sequenceLengths().length)
        .containsExactly(2, 3, 2);
  }

  @Test
  void fieldsMayHaveOtherNames() {
    Made made =
        Made.by("pairs", "columns: {anchor: title, negative_1: wrong}")
            .of(row("title", "w1", "anchor", "w9", "positive", "w2", "wrong", "w3"));
    assertThat(made.samples.get(0).inputIds()).containsExactly(1, 11, 2, 1, 12, 2, 1, 13, 2);
    assertThat(made.examples.fields().optional().takes("title")).isTrue();
    assertThat(made.examples.fields().optional().takes("anchor")).isFalse();
    assertThat(made.examples.fields().optional().takes("negative_77")).isTrue();
    assertThat(made.examples.fields().optional().takes("negatives")).isFalse();
    assertThatThrownBy(() -> Made.by("pairs", "columns: {text: t}"))
        .hasMessageStartingWith("Cannot prepare: dataset.columns.text=t; pairs have the fields ");
  }

  /** By hand: [CLS] and the prompt's two tokens come before each document; [SEP] ends it. */
  @Test
  void promptsAreMeasured() {
    Made made =
        Made.by(
                "pairs",
                Optional.of(new PairSettings("w50 ", "w60 w61 ")),
                "max_seq_length: 6",
                "add_eos_token: true")
            .of(row("anchor", "w1", "positive", "w2 w3"));
    assertThat(made.samples.get(0).inputIds())
        .containsExactly(1, 60, 11, 3, 2, 1, 70, 71, 12, 3, 2);
    assertThat(made.samples.get(0).column(PairForm.PROMPT_LENGTHS)).containsExactly(2, 3);
  }

  @Test
  void aPromptMustLeaveRoom() {
    Made made =
        Made.by("pairs", Optional.of(new PairSettings("w1 w2 w3 ", "")), "max_seq_length: 5");
    assertThatThrownBy(made::of)
        .hasMessage(
            "Cannot make pairs: dataset.max_seq_length=5; must be above the 2 special tokens and the 3 tokens of the query prompt; raise it");
  }

  /** Equal texts have equal hashes wherever they stand, and prompts do not matter. */
  @Test
  void textsAreKnownByTheirContent() {
    Made plain = Made.by("pairs").of(row("anchor", "w1 w2", "positive", "w3"));
    Made prompted =
        Made.by("pairs", Optional.of(new PairSettings("w9 ", "")))
            .of(row("anchor", "w3", "positive", " w1\n w2"));
    int[] one = plain.samples.get(0).column(PairForm.CONTENT);
    int[] other = prompted.samples.get(0).column(PairForm.CONTENT);
    assertThat(one).hasSize(4);
    assertThat(other).containsExactly(one[2], one[3], one[0], one[1]);
    // printf 'w3' | iconv -t UTF-16BE | sha256sum
    assertThat(HexFormat.of().toHexDigits(one[2]) + HexFormat.of().toHexDigits(one[3]))
        .isEqualTo("7765d1af2783a17c");
  }

  @Test
  void whatMakesNoPairIsTold() {
    Made made = Made.by("pairs");
    assertThat(made.examples.shape(row("anchor", " ", "positive", "w1"))).isEmpty();
    assertThatThrownBy(() -> made.examples.shape(row("anchor", "w1", "text", "w2")))
        .hasMessage(
            "it has no field positive, document, answer, sentence2; pairs are read of files with fields, or of format java_methods; name the field by dataset.columns.positive");
    Made wordless = Made.by("pairs", "add_special_tokens: false");
    assertThat(wordless.of(row("anchor", "w1", "positive", "?")).samples).isEmpty();
    assertThat(wordless.tally.count("dropped_no_tokens")).isEqualTo(1);
  }

  /** Of methods no two may have the same comment or the same code. */
  @Test
  void copiesAreJudgedByTheWholePairUnlessTheyAreMethods() {
    var pair = row("anchor", "a", "positive", "b");
    assertThat(keys(Made.by("pairs"), pair)).containsExactly("a\nb");
    assertThat(keys(Made.by("pairs", "format: java_methods"), pair))
        .containsExactly("a\nb", "a", "b");
  }

  private static List<String> keys(Made made, Document row) {
    return made.examples.copyKeys(made.examples.shape(row).orElseThrow());
  }
}
