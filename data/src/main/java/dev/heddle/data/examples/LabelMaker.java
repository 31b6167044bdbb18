package dev.heddle.data.examples;

import dev.heddle.data.pack.ExampleBuilder;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Makes a sample of each labelled document. */
final class LabelMaker implements SampleMaker {

  private final LabelExamples examples;
  private final ExampleBuilder builder;
  private final Map<String, Integer> numbers = new HashMap<>();

  LabelMaker(LabelExamples examples, ExampleContext context) {
    this.examples = examples;
    this.builder = new ExampleBuilder(context.tokenizer(), examples.maxSeqLength());
    context.labels().forEach(name -> numbers.put(name, numbers.size()));
  }

  @Override
  public boolean add(Document document, Consumer<PackedSample> ready) {
    int label = numbers.get(examples.names().label(document));
    ready.accept(
        examples
            .second(document)
            .map(second -> builder.pair(document.text(), second, label))
            .orElseGet(() -> builder.single(document.text(), label)));
    return true;
  }

  @Override
  public void finish(Consumer<PackedSample> ready) {}
}
