package dev.heddle.jobs.prepare;

import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.tokenize.Tokenizer;

/** Makes an example of each labelled document. */
final class LabelledExamples {

  private final NumberedLabels labels;
  private final ExampleBuilder builder;

  LabelledExamples(NumberedLabels labels, Tokenizer tokenizer, int maxLength) {
    this.labels = labels;
    this.builder = new ExampleBuilder(tokenizer, maxLength);
  }

  PackedSample example(StoredDocument document) {
    int label = labels.number(document);
    return labels
        .rules()
        .second(document)
        .map(second -> builder.pair(document.text(), second, label))
        .orElseGet(() -> builder.single(document.text(), label));
  }
}
