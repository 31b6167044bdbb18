package dev.heddle.objectives.denoising;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.Visibility;
import dev.heddle.models.engine.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * For decoders: source and target are one sequence, without an end between them, so that a target
 * can simply go on. The tokens of the source see each other, those of the target what stands before
 * them. The last token of the source predicts the first of the target; the end is predicted and not
 * read.
 *
 * @param texts shortest first, so that neighbours are of equal length
 * @param tokens what the decoder reads
 * @param prefixes the length of each source
 * @param rows that predict
 * @param labels what they predict
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record PrefixedTargets(
    CausalLanguageModel model,
    List<Denoised> texts,
    PackedTokens tokens,
    int[] prefixes,
    int[] rows,
    int[] labels)
    implements Layout {

  static PrefixedTargets of(List<Denoised> texts, int end, CausalLanguageModel model) {
    List<Denoised> sorted =
        texts.stream().sorted(Comparator.comparingInt(PrefixedTargets::length)).toList();
    Rows tokens = new Rows();
    Rows labels = new Rows();
    Rows rows = new Rows();
    for (Denoised text : sorted) {
      int first = tokens.size() + text.source().length - 1;
      tokens.add(text.source(), text.target());
      rows.addRange(first, text.target().length + 1);
      labels.add(text.target(), end);
    }
    return new PrefixedTargets(
        model,
        sorted,
        tokens.packed().withNoise(noise(sorted)),
        sorted.stream().mapToInt(text -> text.source().length).toArray(),
        rows.values(),
        labels.values());
  }

  /** Neither the end of a source nor that of a target is read. */
  private static long[] noise(List<Denoised> texts) {
    return texts.stream()
        .flatMapToLong(
            text ->
                LongStream.concat(
                    Arrays.stream(text.sourceNoise()).limit(text.source().length),
                    Arrays.stream(text.targetNoise()).limit(text.target().length)))
        .toArray();
  }

  private static int length(Denoised text) {
    return text.source().length + text.target().length;
  }

  @Override
  public NDArray hidden(Scope scope) {
    return model.encode(tokens, Visibility.prefix(prefixes), scope);
  }

  @Override
  public List<Place> places() {
    return Rows.places(texts);
  }
}
