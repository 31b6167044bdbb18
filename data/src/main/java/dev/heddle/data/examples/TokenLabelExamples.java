package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.Packing;
import dev.heddle.data.shard.LengthBound;
import dev.heddle.data.shard.SampleColumn;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.RowFields;
import java.util.List;
import java.util.Optional;

/** How texts with classes of words become samples. */
record TokenLabelExamples(
    TokenLabelFields words, SequenceRules sequences, Packing packing, int window)
    implements Examples {

  private static final SampleLayout LAYOUT =
      new SampleLayout(
          TokenLabelForm.NAME,
          LengthBound.SAMPLE,
          List.of(SampleColumn.perToken(TokenLabelForm.LABELS)));

  static TokenLabelExamples of(DatasetSettings dataset) {
    return new TokenLabelExamples(
        new TokenLabelFields(dataset.columns()),
        SequenceRules.of(dataset),
        dataset.packing(),
        dataset.packingWindow());
  }

  @Override
  public RowFields fields() {
    return RowFields.anyOf(words);
  }

  /** Cleaning judges the words side by side; the lists stay as they are. */
  @Override
  public Optional<Document> shape(Document read) {
    String text = words.of(read.columns()).text();
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(new Document(read.id(), read.group(), text, read.columns()));
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
  public Optional<ClassNames> classes() {
    return Optional.of(new TagNames(words));
  }

  @Override
  public SampleMaker open(ExampleContext context) {
    return new TokenLabelMaker(this, context);
  }

  Packer packer() {
    return Packer.of(packing, sequences.maxSeqLength(), window);
  }
}
