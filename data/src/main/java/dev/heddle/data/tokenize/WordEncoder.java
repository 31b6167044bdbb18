package dev.heddle.data.tokenize;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Encodes text word by word and remembers the ids of each word: source code and prose repeat
 * themselves so much that most words are met before. A word unknown so far, and every text for
 * which words cannot be looked at one by one, goes to the real encoder, whose ids these are.
 */
final class WordEncoder {

  private final TokenizerDefinition definition;
  private final Function<String, int[]> encoder;
  private final List<String> addedTokens;
  private final Queue<WordCache> idleCaches = new ConcurrentLinkedQueue<>();

  WordEncoder(TokenizerDefinition definition, Function<String, int[]> encoder) {
    this.definition = definition;
    this.encoder = encoder;
    this.addedTokens = definition.added().stream().map(AddedToken::content).toList();
  }

  /** The ids of each text; safe for many threads, each of which has a cache while it is here. */
  int[][] encode(List<String> texts) {
    WordCache idle = idleCaches.poll();
    WordCache cache = idle == null ? new WordCache() : idle;
    int[][] ids = new int[texts.size()][];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = encode(texts.get(i), cache);
    }
    idleCaches.add(cache);
    return ids;
  }

  private int[] encode(String text, WordCache cache) {
    if (!canSplit(text)) {
      return encoder.apply(text);
    }
    IdBuffer ids = new IdBuffer(text.length() / 3);
    PreTokenizer.split(text, (start, end) -> ids.append(cache.idsOf(text, start, end, encoder)));
    return ids.toArray();
  }

  private boolean canSplit(String text) {
    return definition.wordsAreIndependent()
        && CharacterClass.knowsAll(text)
        && addedTokens.stream().noneMatch(text::contains)
        && (!definition.needsComposedText() || Normalizer.isNormalized(text, Normalizer.Form.NFC));
  }

  /** A growing list of ids. */
  private static final class IdBuffer {
    private int[] ids;
    private int size;

    IdBuffer(int capacity) {
      ids = new int[Math.max(16, capacity)];
    }

    void append(int[] more) {
      if (size + more.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(ids.length * 2, size + more.length));
      }
      System.arraycopy(more, 0, ids, size, more.length);
      size += more.length;
    }

    int[] toArray() {
      return Arrays.copyOf(ids, size);
    }
  }
}
