package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.Packing;
import dev.heddle.data.pack.PieceCutter;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.RowFields;
import dev.heddle.data.tokenize.Tokenizer;
import java.util.List;

/** How texts become packs. */
record TextExamples(
    RowFields fields, SequenceRules sequences, Packing packing, int window, DistinctParts distinct)
    implements Examples {

  static TextExamples of(DatasetSettings dataset, TextSettings settings) {
    return new TextExamples(
        RowFields.text(dataset.textColumn(), List.of()),
        SequenceRules.of(dataset, settings.packLength().orElse(dataset.maxSeqLength())),
        dataset.packing(),
        dataset.packingWindow(),
        DistinctParts.of(dataset));
  }

  @Override
  public SampleLayout layout() {
    return SampleLayout.TEXT;
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
    return new TextMaker(this, context.tokenizer());
  }

  /**
   * What cuts a document into sequences.
   *
   * @throws IllegalArgumentException if the tokenizer's special tokens leave no room
   */
  PieceCutter cutter(Tokenizer tokenizer) {
    return new PieceCutter(
        packing.longestSequence(sequences.maxSeqLength()),
        sequences.prefix(tokenizer),
        sequences.suffix(tokenizer));
  }

  Packer packer() {
    return Packer.of(packing, sequences.maxSeqLength(), window);
  }
}
