package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.shard.LengthBound;
import dev.heddle.data.shard.SampleColumn;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.RowFields;
import java.util.List;
import java.util.Optional;

/** How texts that belong together become samples. */
record PairExamples(
    PairFields pairs,
    SequenceRules sequences,
    DistinctParts distinct,
    String queryPrompt,
    String documentPrompt)
    implements Examples {

  private static final SampleLayout LAYOUT =
      new SampleLayout(
          PairForm.NAME,
          LengthBound.SEQUENCE,
          List.of(
              SampleColumn.perSequence(PairForm.PROMPT_LENGTHS),
              SampleColumn.perSequence(PairForm.CONTENT, 2)));

  static PairExamples of(DatasetSettings dataset, PairSettings settings) {
    return new PairExamples(
        new PairFields(dataset.columns()),
        SequenceRules.of(dataset),
        DistinctParts.of(dataset),
        settings.queryPrompt(),
        settings.documentPrompt());
  }

  @Override
  public RowFields fields() {
    return RowFields.anyOf(pairs);
  }

  /** All texts of an example, one below the other, are what cleaning judges. */
  @Override
  public Optional<Document> shape(Document read) {
    return pairs
        .texts(read.columns())
        .map(
            texts ->
                new Document(
                    read.id(), read.group(), String.join("\n", PairFields.inOrder(texts)), texts));
  }

  @Override
  public SampleLayout layout() {
    return LAYOUT;
  }

  @Override
  public int maxSeqLength() {
    return sequences.maxSeqLength();
  }

  @Override
  public List<String> copyKeys(Document document) {
    return distinct.keys(document);
  }

  @Override
  public SampleMaker open(ExampleContext context) {
    return new PairMaker(this, context);
  }
}
