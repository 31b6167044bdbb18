package dev.heddle.data.tokenize;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A {@code tokenizer.json} run by Hugging Face's own native library, through DJL. Ids are taken
 * from the library directly: DJL's {@code Encoding} objects cost several times the encoding itself.
 *
 * <p>Each call works on the calling thread alone, so that as many threads encode at once as a
 * cluster gave cores to the process.
 */
public final class NativeTokenizer implements Tokenizer {

  private final TokenizersLibrary library;
  private final TokenizerDefinition definition;
  private final SpecialTokens special;
  private final String fingerprint;
  private final long handle;
  private final WordEncoder words;
  private final int[] prefix;
  private final int[] suffix;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NativeTokenizer(TokenizerFiles files) {
    ObjectNode tree = files.tokenizerTree();
    this.library = NativeTokenizers.load();
    this.definition = TokenizerDefinition.parse(tree);
    this.special = SpecialTokenNames.find(definition, files);
    this.fingerprint = files.fingerprint();
    this.handle = library.createTokenizerFromString(tree.toString());
    this.words = new WordEncoder(definition, this::encodeWhole);
    int[][] around = around();
    this.prefix = around[0];
    this.suffix = around[1];
  }

  /**
   * Loads a tokenizer.
   *
   * @throws TokenizerException when the file is none, or of a kind the library does not know
   * @throws IllegalStateException when there is no native library for this platform
   */
  public static NativeTokenizer load(TokenizerFiles files) {
    try {
      return new NativeTokenizer(files);
    } catch (TokenizerException | IllegalStateException clear) {
      throw clear;
    } catch (RuntimeException failure) {
      throw new TokenizerException(
          "Cannot load tokenizer: %s is not understood: %s; save the tokenizer again with a recent tokenizers library"
              .formatted(TokenizerFiles.TOKENIZER, failure.getMessage()),
          failure);
    }
  }

  @Override
  public int vocabularySize() {
    return definition.tokens().size();
  }

  @Override
  public int[] encode(String text) {
    return encodeBatch(List.of(text))[0];
  }

  @Override
  public int[][] encodeBatch(List<String> texts) {
    requireOpen();
    return words.encode(texts);
  }

  @Override
  public LocatedTokens locate(String text) {
    requireOpen();
    long encoding = library.encode(handle, text, false);
    try {
      int[] ids = narrowed(library.getTokenIds(encoding));
      CharSpan[] spans = library.getTokenCharSpans(encoding);
      return TokenPlaces.of(text, ids, spans);
    } finally {
      library.deleteEncoding(encoding);
    }
  }

  @Override
  public String decode(int[] ids) {
    requireOpen();
    return library.decode(handle, Arrays.stream(ids).asLongStream().toArray(), false);
  }

  @Override
  public String tokenText(int id) {
    String token = id >= 0 && id < vocabularySize() ? definition.tokens().get(id) : null;
    if (token == null) {
      throw new IllegalArgumentException(
          "Cannot name a token: id=%d; ids go from 0 to %d; check that the tokenizer belongs to the data"
              .formatted(id, vocabularySize() - 1));
    }
    return token;
  }

  @Override
  public OptionalInt id(String token) {
    int id = definition.tokens().indexOf(token);
    return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public SpecialTokens special() {
    return special;
  }

  @Override
  public int[] prefixIds() {
    return prefix.clone();
  }

  @Override
  public int[] suffixIds() {
    return suffix.clone();
  }

  @Override
  public int[] pairSeparatorIds() {
    requireOpen();
    return separator();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public WordBoundaries wordBoundaries() {
    return WordBoundaries.of(definition, special);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      library.deleteTokenizer(handle);
    }
  }

  private int[] encodeWhole(String text) {
    return ids(library.encode(handle, text, false));
  }

  /** Encodes a letter with and without special tokens: what is added lies before and after it. */
  private int[][] around() {
    int[] inner = encodeWhole("a");
    int[] outer = ids(library.encode(handle, "a", true));
    int start = indexOf(outer, inner);
    return new int[][] {
      Arrays.copyOf(outer, start), Arrays.copyOfRange(outer, start + inner.length, outer.length)
    };
  }

  /** What stands between the letters of a pair, found as {@link #around} is. */
  private int[] separator() {
    int[] inner = encodeWhole("a");
    int[] pair = ids(library.encodeDual(handle, "a", "a", true));
    int first = indexOf(pair, inner) + inner.length;
    int[] rest = Arrays.copyOfRange(pair, first, pair.length);
    return Arrays.copyOf(rest, indexOf(rest, inner));
  }

  private int[] ids(long encoding) {
    try {
      return narrowed(library.getTokenIds(encoding));
    } finally {
      library.deleteEncoding(encoding);
    }
  }

  private static int[] narrowed(long[] ids) {
    int[] narrowed = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      narrowed[i] = (int) ids[i];
    }
    return narrowed;
  }

  private static int indexOf(int[] outer, int[] inner) {
    for (int start = 0; start + inner.length <= outer.length; start++) {
      if (Arrays.equals(outer, start, start + inner.length, inner, 0, inner.length)) {
        return start;
      }
    }
    throw new TokenizerException(
        "Cannot load tokenizer: its post-processor changes the tokens it surrounds; use a template"
            + " that keeps them");
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException(
          "Cannot use a tokenizer: it was closed; keep it open while in use");
    }
  }
}
