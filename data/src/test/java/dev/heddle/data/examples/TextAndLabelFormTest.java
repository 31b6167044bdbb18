package dev.heddle.data.examples;

import static dev.heddle.data.examples.Made.ints;
import static dev.heddle.data.examples.Made.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.shard.LengthBound;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.shard.SampleColumn;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.source.CorpusException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextAndLabelFormTest {

  /**
   * Room for three words between [CLS] and [SEP]; the end of the first document comes behind it.
   */
  @Test
  void textsAreCutAndPacked() {
    Made made =
        Made.by("text", "max_seq_length: 5", "add_eos_token: true")
            .of(row("text", "w1 w2 w3 w4"), row("text", ""));
    assertThat(made.samples)
        .containsExactly(
            new PackedSample(0, ints(1, 11, 12, 13, 2), ints(5)),
            new PackedSample(0, ints(1, 14, 3, 2), ints(4)),
            new PackedSample(0, ints(1, 3, 2), ints(3)));
    assertThat(made.examples.layout()).isEqualTo(SampleLayout.TEXT);
  }

  @Test
  void anObjectiveMaySayHowLongPacksAre() {
    Made made =
        Made.by("text", Optional.of(new TextSettings(Optional.of(4))), "max_seq_length: 5")
            .of(row("text", "w1 w2 w3"));
    assertThat(made.examples.maxSeqLength()).isEqualTo(4);
    assertThat(made.samples)
        .containsExactly(
            new PackedSample(0, ints(1, 11, 12, 2), ints(4)),
            new PackedSample(0, ints(1, 13, 2), ints(3)));
  }

  @Test
  void textsHaveNoLabels() {
    assertThatThrownBy(() -> Made.by("text", "label_column: stars"))
        .hasMessage(
            "Cannot prepare: dataset.label_column=stars; this run's objective learns from examples without labels; leave the key out, or choose an objective that classifies");
    assertThatThrownBy(() -> Made.by("pairs", "label_column: stars"))
        .hasMessageStartingWith("Cannot prepare: dataset.label_column=stars; ");
    assertThatThrownBy(() -> Made.by("text", "columns: {text: t}"))
        .hasMessage(
            "Cannot prepare: dataset.columns={text=t}; this run's objective learns from what dataset.text_column, text_pair_column and label_column name; use these");
    assertThatThrownBy(() -> Made.by("labels"))
        .hasMessageStartingWith("Cannot prepare: dataset.label_column is absent; ");
  }

  /** Seven tokens: [CLS], then the longer text loses first, [SEP], the other, [SEP]. */
  @Test
  void labelledPairsAreOneSequence() {
    Made made =
        Made.by("labels", "label_column: k", "text_pair_column: b", "max_seq_length: 7")
            .of(
                List.of("no", "yes"),
                row("text", "w1 w2 w3 w4", "b", "w5", "k", "yes"),
                row("text", "w1", "b", "w2", "k", "no"));
    assertThat(made.samples)
        .containsExactly(
            labelled(ints(1, 11, 12, 13, 2, 15, 2), 1, 5), labelled(ints(1, 11, 2, 12, 2), 0, 3));
    assertThat(made.examples.layout())
        .isEqualTo(
            new SampleLayout(
                "labels",
                LengthBound.SAMPLE,
                List.of(
                    SampleColumn.perSequence("labels"), SampleColumn.perSequence("pair_starts"))));
    assertThat(made.examples.copyKeys(row("text", "w1", "b", "w2"))).containsExactly("w1\nw2");
  }

  private static PackedSample labelled(int[] ids, int label, int pairStart) {
    return new PackedSample(
        0, ids, ints(ids.length), Map.of("labels", ints(label), "pair_starts", ints(pairStart)));
  }

  @Test
  void classesAreNumberedByTheirNamesOrTheirNumbers() {
    LabelNames names = new LabelNames("k");
    assertThat(names.ordered(List.of("b", "10", "9"))).containsExactly("10", "9", "b");
    assertThat(names.ordered(List.of("10", "-1", "9"))).containsExactly("-1", "9", "10");
    assertThat(new LabelNames("group").of(row("text", "w1"))).containsExactly("g");
    assertThatThrownBy(() -> names.label(row("text", "w1")))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("document=c.jsonl#1 has no dataset.label_column=k");
    assertThatThrownBy(() -> names.ordered(List.of("one")))
        .hasMessageContaining("dataset.label_column=k has 1 different values");
  }

  @Test
  void anUnknownFormIsNamed() {
    assertThatThrownBy(() -> ExampleForms.choose("songs", Optional.empty()))
        .hasMessage(
            "Cannot make examples: form=songs; known are [chats, labels, pairs, text, token_labels]; correct the objective's examples()");
  }
}
