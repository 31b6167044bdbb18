package dev.heddle.models;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a model's config says about the tokenizer.
 *
 * @param size the number of token ids, which is the height of the embedding table
 * @param eos the token that ends a text
 * @param otherEnds tokens that end a text as well, as that of a turn in chats
 */
public record Vocabulary(
    int size,
    OptionalInt pad,
    OptionalInt cls,
    OptionalInt sep,
    OptionalInt bos,
    OptionalInt eos,
    List<Integer> otherEnds) {

  /** Checks that every special token lies within the vocabulary. */
  public Vocabulary {
    if (size < 1) {
      throw new IllegalArgumentException(
          "Cannot describe a vocabulary: size=%d; must be at least 1".formatted(size));
    }
    within(size, "pad", pad);
    within(size, "cls", cls);
    within(size, "sep", sep);
    within(size, "bos", bos);
    within(size, "eos", eos);
    otherEnds = List.copyOf(otherEnds);
    otherEnds.forEach(end -> within(size, "eos", OptionalInt.of(end)));
  }

  /** A vocabulary with one token that ends a text, or none. */
  public Vocabulary(
      int size,
      OptionalInt pad,
      OptionalInt cls,
      OptionalInt sep,
      OptionalInt bos,
      OptionalInt eos) {
    this(size, pad, cls, sep, bos, eos, List.of());
  }

  /** All tokens that end a text, the usual one first. */
  public List<Integer> ends() {
    return Stream.concat(eos.stream().boxed(), otherEnds.stream()).toList();
  }

  /** A vocabulary whose special tokens the model need not know. */
  public static Vocabulary of(int size) {
    OptionalInt none = OptionalInt.empty();
    return new Vocabulary(size, none, none, none, none, none);
  }

  /** The same special tokens among more or fewer. */
  public Vocabulary ofSize(int other) {
    return new Vocabulary(other, pad, cls, sep, bos, eos, otherEnds);
  }

  private static void within(int size, String name, OptionalInt id) {
    if (id.isPresent() && (id.getAsInt() < 0 || id.getAsInt() >= size)) {
      throw new IllegalArgumentException(
          "Cannot describe a vocabulary: %s=%d; must be from 0 to %d"
              .formatted(name, id.getAsInt(), size - 1));
    }
  }
}
