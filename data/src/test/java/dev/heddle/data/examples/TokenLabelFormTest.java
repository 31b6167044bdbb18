package dev.heddle.data.examples;

import static dev.heddle.data.examples.Made.ints;
import static dev.heddle.data.examples.Made.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.CorpusException;
import dev.heddle.data.source.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenLabelFormTest {

  private static final List<String> LABELS = List.of("B-X", "I-X", "O");

  /** The second word has two tokens, the third none. */
  private static final Document ROW =
      row("tokens", "[\"w1\", \"w2-w3\", \"?\", \"w4\"]", "tags", tags("O", "B-X", "I-X", "I-X"));

  private static String tags(String... tags) {
    return "[\"" + String.join("\", \"", tags) + "\"]";
  }

  @Test
  void theFirstTokenOfAWordHasItsClass() {
    Made made = Made.by("token_labels").of(LABELS, ROW);
    assertThat(made.samples)
        .containsExactly(
            new PackedSample(
                0,
                ints(1, 11, 12, 13, 14, 2),
                ints(6),
                Map.of(TokenLabelForm.LABELS, ints(-100, 2, 0, -100, 1, -100))));
  }

  @Test
  void classesAreThoseThatWordsHave() {
    Examples examples = Made.by("token_labels").examples;
    ClassNames names = examples.classes().orElseThrow();
    Document document = examples.shape(ROW).orElseThrow();
    assertThat(document.text()).isEqualTo("w1 w2-w3 ? w4");
    assertThat(names.of(document)).containsExactlyInAnyOrder("O", "B-X", "I-X");
    assertThat(names.ordered(List.of("O", "B-X", "I-X"))).isEqualTo(LABELS);
    assertThat(names.ordered(List.of("10", "9"))).containsExactly("9", "10");
    assertThatThrownBy(() -> names.ordered(List.of("O")))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot prepare: words have 1 different tags; there must be from 2 to 10000; name the"
                + " field of classes by dataset.columns.tags");
  }

  @Test
  void publishedNamesAndOwnOnesAreRead() {
    Document numbers = row("tokens", "[\"w1\"]", "ner_tags", "[3]", "labels", "[4]");
    assertThat(new TokenLabelFields(Map.of()).of(numbers.columns()).tags()).containsExactly("3");
    TokenLabelFields own = new TokenLabelFields(Map.of("tokens", "words", "tags", "labels"));
    assertThat(own.takes("words")).isTrue();
    assertThat(own.takes("ner_tags")).isFalse();
    assertThat(own.of(row("words", "[\"w1\"]", "labels", "[4]", "tags", "[5]").columns()))
        .isEqualTo(new TaggedWords(List.of("w1"), List.of("4")));
    assertThatThrownBy(() -> Made.by("token_labels", "columns: {words: w}"))
        .hasMessage(
            "Cannot prepare: dataset.columns.words=w; texts with classes of words have the fields"
                + " tokens, tags; correct the name");
  }

  /** Two texts of five tokens share a sample of ten. */
  @Test
  void textsShareSamplesAndLongOnesAreCut() {
    Document text = row("tokens", "[\"w1\", \"w2\", \"w3\"]", "tags", tags("O", "O", "B-X"));
    Made made = Made.by("token_labels", "max_seq_length: 10").of(LABELS, text, text, ROW);
    assertThat(made.samples)
        .extracting(PackedSample::sequenceLengths)
        .containsExactlyInAnyOrder(ints(5, 5), ints(6));

    Made cut = Made.by("token_labels", "max_seq_length: 4").of(LABELS, text);
    assertThat(cut.samples.get(0).inputIds()).containsExactly(1, 11, 12, 2);
    assertThat(cut.samples.get(0).column(TokenLabelForm.LABELS)).containsExactly(-100, 2, 2, -100);
    assertThat(cut.tally.count("truncated_texts")).isEqualTo(1);
    assertThatThrownBy(() -> Made.by("token_labels", "packing: wrapped"))
        .hasMessage(
            "Cannot prepare: dataset.packing=wrapped; it would cut texts in two; use best_fit or"
                + " none");
    assertThatThrownBy(() -> Made.by("token_labels", "label_column: kind"))
        .hasMessage(
            "Cannot prepare: dataset.label_column=kind; this run's objective learns a class for"
                + " every word; name their list by dataset.columns.tags");
  }

  @Test
  void aTextWithoutTokensIsLeftOut() {
    Made made = Made.by("token_labels").of(LABELS, row("tokens", "[\"?\"]", "tags", tags("O")));
    assertThat(made.samples).isEmpty();
    assertThat(made.tally.counts()).isEqualTo(Map.of("dropped_no_tokens", 1L));
    assertThat(made.examples.shape(row("tokens", "[]", "tags", "[]"))).isEmpty();
  }

  @Test
  void whatDoesNotFitTogetherIsTold() {
    Examples examples = Made.by("token_labels").examples;
    assertThatThrownBy(() -> examples.shape(row("tokens", "[\"a\", \"b\"]", "tags", "[1]")))
        .hasMessage("it has 2 tokens and 1 tags; every token needs one");
    assertThatThrownBy(() -> examples.shape(row("tokens", "a b", "tags", "[1]")))
        .hasMessage("tokens is not a list");
    assertThatThrownBy(() -> examples.shape(row("tokens", "[\"a\"]", "tags", "[1.5]")))
        .hasMessage("tags has 1.5, which is neither text nor a whole number");
    assertThatThrownBy(() -> examples.shape(row("tokens", "[\"a\"]")))
        .hasMessage(
            "it has no field tags or ner_tags or labels; name the field by dataset.columns");
  }
}
