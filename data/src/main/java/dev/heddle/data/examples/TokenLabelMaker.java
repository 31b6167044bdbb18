package dev.heddle.data.examples;

import dev.heddle.data.clean.DropReason;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.Sequence;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Tally;
import dev.heddle.data.tokenize.LocatedTokens;
import dev.heddle.data.tokenize.Tokenizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes sequences of texts in words and packs them. The first token of a word has the word's class.
 * A text that is too long keeps its beginning; one of which no word is left is left out and
 * counted.
 */
final class TokenLabelMaker implements SampleMaker {

  private static final String TRUNCATED = "truncated_texts";

  private final TokenLabelFields fields;
  private final Tokenizer tokenizer;
  private final Packer packer;
  private final int[] prefix;
  private final int[] suffix;
  private final int room;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Tally tally;

  TokenLabelMaker(TokenLabelExamples examples, ExampleContext context) {
    this.fields = examples.words();
    this.tokenizer = context.tokenizer();
    this.packer = examples.packer();
    this.prefix = examples.sequences().prefix(tokenizer);
    this.suffix = examples.sequences().suffix(tokenizer);
    this.room = examples.maxSeqLength() - prefix.length - suffix.length;
    this.tally = context.tally();
    context.labels().forEach(name -> numbers.put(name, numbers.size()));
    if (room < 1) {
      throw new IllegalArgumentException(
          "Cannot prepare: dataset.max_seq_length=%d; the tokenizer puts %d tokens around a text; raise it"
              .formatted(examples.maxSeqLength(), prefix.length + suffix.length));
    }
  }

  @Override
  public boolean add(Document document, Consumer<PackedSample> ready) {
    TaggedWords words = fields.of(document.columns());
    LocatedTokens located = tokenizer.locate(words.text());
    int[] ids = Ids.first(located.ids(), room);
    int[] labels = Ids.first(labels(words, located), room);
    if (Arrays.stream(labels).allMatch(label -> label == TokenLabelForm.UNSCORED)) {
      tally.add(DropReason.NO_TOKENS.countName());
      return false;
    }
    if (located.ids().length > room) {
      tally.add(TRUNCATED);
    }
    packer.add(sequence(ids, labels), pack -> ready.accept(pack.sample(0)));
    return true;
  }

  @Override
  public void finish(Consumer<PackedSample> ready) {
    packer.finish(pack -> ready.accept(pack.sample(0)));
  }

  private Sequence sequence(int[] ids, int[] labels) {
    int[] scored = Ids.joined(unscored(prefix.length), labels, unscored(suffix.length));
    return new Sequence(Ids.joined(prefix, ids, suffix), Map.of(TokenLabelForm.LABELS, scored));
  }

  /** For each token the number of its word's class, if it is the word's first. */
  private int[] labels(TaggedWords words, LocatedTokens located) {
    int[] labels = unscored(located.ids().length);
    int start = 0;
    int token = 0;
    for (int word = 0; word < words.words().size(); word++) {
      int end = start + words.words().get(word).length();
      // A token may begin with the space before its word, or be that space alone.
      while (token < labels.length && located.ends()[token] <= start) {
        token++;
      }
      if (token < labels.length && located.starts()[token] < end) {
        labels[token++] = numbers.get(words.tags().get(word));
      }
      start = end + 1;
    }
    return labels;
  }

  private static int[] unscored(int length) {
    int[] labels = new int[length];
    Arrays.fill(labels, TokenLabelForm.UNSCORED);
    return labels;
  }
}
