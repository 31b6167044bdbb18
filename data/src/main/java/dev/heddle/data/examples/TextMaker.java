package dev.heddle.data.examples;

import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.PieceCutter;
import dev.heddle.data.pack.Sequence;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import dev.heddle.data.tokenize.Tokenizer;
import java.util.function.Consumer;

/** Cuts texts and packs the pieces. */
final class TextMaker implements SampleMaker {

  private final Tokenizer tokenizer;
  private final PieceCutter cutter;
  private final Packer packer;
  private final int[] ending;

  TextMaker(TextExamples examples, Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.cutter = examples.cutter(tokenizer);
    this.packer = examples.packer();
    this.ending = examples.sequences().ending(tokenizer);
  }

  @Override
  public boolean add(Document document, Consumer<PackedSample> ready) {
    int[] ids = Ids.joined(tokenizer.encode(document.text()), ending);
    for (int[] piece : cutter.cut(ids)) {
      packer.add(new Sequence(piece), pack -> ready.accept(pack.sample(0)));
    }
    return true;
  }

  @Override
  public void finish(Consumer<PackedSample> ready) {
    packer.finish(pack -> ready.accept(pack.sample(0)));
  }
}
