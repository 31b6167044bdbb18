package dev.heddle.data.examples;

import dev.heddle.data.clean.DropReason;
import dev.heddle.data.clean.Fingerprint;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Tally;
import dev.heddle.data.tokenize.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes a sample of each example: its texts, each between the tokenizer's special tokens. */
final class PairMaker implements SampleMaker {

  /** One text of an example. */
  @SuppressWarnings("ArrayRecordComponent") // lives for one call, never compared
  private record Part(int[] ids, int promptLength, Fingerprint content) {}

  private final Tokenizer tokenizer;
  private final Tally tally;
  private final Prompted queries;
  private final Prompted documents;

  PairMaker(PairExamples examples, ExampleContext context) {
    this.tokenizer = context.tokenizer();
    this.tally = context.tally();
    this.queries = new Prompted(examples.queryPrompt(), "query", examples.sequences());
    this.documents = new Prompted(examples.documentPrompt(), "document", examples.sequences());
  }

  @Override
  public boolean add(Document document, Consumer<PackedSample> ready) {
    List<String> texts = PairFields.inOrder(document.columns());
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      parts.add((i == 0 ? queries : documents).part(texts.get(i)));
    }
    if (parts.stream().anyMatch(part -> part.ids().length == 0)) {
      tally.add(DropReason.NO_TOKENS.countName());
      return false;
    }
    ready.accept(sample(parts));
    return true;
  }

  @Override
  public void finish(Consumer<PackedSample> ready) {}

  private static PackedSample sample(List<Part> parts) {
    int[] ids = Ids.joined(parts.stream().map(Part::ids).toArray(int[][]::new));
    int[] lengths = parts.stream().mapToInt(part -> part.ids().length).toArray();
    int[] prompts = parts.stream().mapToInt(Part::promptLength).toArray();
    int[] content = new int[2 * parts.size()];
    for (int i = 0; i < parts.size(); i++) {
      long hash = parts.get(i).content().high();
      content[2 * i] = (int) (hash >>> 32);
      content[2 * i + 1] = (int) hash;
    }
    return new PackedSample(
        0, ids, lengths, Map.of(PairForm.PROMPT_LENGTHS, prompts, PairForm.CONTENT, content));
  }

  /** Puts one prompt before texts. Prompt and text are tokenized together, as models meet them. */
  private final class Prompted {
    private final String prompt;
    private final int[] prefix;
    private final int[] suffix;
    private final int room;
    private final int promptLength;

    Prompted(String prompt, String role, SequenceRules rules) {
      this.prompt = prompt;
      this.prefix = rules.prefix(tokenizer);
      this.suffix = Ids.joined(rules.ending(tokenizer), rules.suffix(tokenizer));
      this.room = rules.maxSeqLength() - prefix.length - suffix.length;
      int promptTokens = prompt.isEmpty() ? 0 : tokenizer.encode(prompt).length;
      this.promptLength = promptTokens == 0 ? 0 : prefix.length + promptTokens;
      if (room <= promptTokens) {
        throw new IllegalArgumentException(
            "Cannot make pairs: dataset.max_seq_length=%d; must be above the %d special tokens and the %d tokens of the %s prompt; raise it"
                .formatted(
                    rules.maxSeqLength(), prefix.length + suffix.length, promptTokens, role));
      }
    }

    Part part(String text) {
      int[] ids = Ids.first(tokenizer.encode(prompt + text), room);
      int[] sequence = Ids.joined(prefix, ids, suffix);
      return new Part(sequence, Math.min(promptLength, sequence.length), Fingerprint.of(text));
    }
  }
}
