package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.LengthBound;
import dev.heddle.data.shard.SampleColumn;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.RowFields;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How labelled texts become samples, one each.
 *
 * @param pairColumn names the second text; null where examples are single texts
 */
record LabelExamples(RowFields fields, LabelNames names, String pairColumn, int maxSeqLength)
    implements Examples {

  private static final SampleLayout LAYOUT =
      new SampleLayout(
          LabelForm.NAME,
          LengthBound.SAMPLE,
          List.of(
              SampleColumn.perSequence(ExampleBuilder.LABELS),
              SampleColumn.perSequence(ExampleBuilder.PAIR_STARTS)));

  static LabelExamples of(DatasetSettings dataset) {
    String label = dataset.labelColumn().orElseThrow();
    List<String> besides =
        Stream.concat(dataset.textPairColumn().stream(), Stream.of(label)).toList();
    return new LabelExamples(
        RowFields.text(dataset.textColumn(), besides),
        new LabelNames(label),
        dataset.textPairColumn().orElse(null),
        dataset.maxSeqLength());
  }

  @Override
  public SampleLayout layout() {
    return LAYOUT;
  }

  /** The texts of a pair are one. */
  @Override
  public List<String> copyKeys(Document document) {
    return List.of(
        second(document).map(second -> document.text() + '\n' + second).orElseGet(document::text));
  }

  @Override
  public Optional<ClassNames> classes() {
    return Optional.of(names);
  }

  @Override
  public SampleMaker open(ExampleContext context) {
    return new LabelMaker(this, context);
  }

  /** The second text of a document, if examples are pairs. */
  Optional<String> second(Document document) {
    return Optional.ofNullable(pairColumn).map(document.columns()::get);
  }
}
