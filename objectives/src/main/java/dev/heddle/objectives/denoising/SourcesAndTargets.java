package dev.heddle.objectives.denoising;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceToSequenceModel;
import dev.heddle.models.engine.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * For encoder-decoders: the encoder reads {@code source </s>}, the decoder reads the target behind
 * the model's start token and predicts {@code target </s>}.
 *
 * @param texts shortest source first, so that neighbours are of equal length
 * @param sources what the encoder reads
 * @param read what the decoder reads
 * @param labels what it predicts, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // carries arrays to the device, never compared
record SourcesAndTargets(
    SequenceToSequenceModel model,
    List<Denoised> texts,
    PackedTokens sources,
    PackedTokens read,
    int[] labels)
    implements Layout {

  static SourcesAndTargets of(List<Denoised> texts, int end, SequenceToSequenceModel model) {
    List<Denoised> sorted =
        texts.stream()
            .sorted(
                Comparator.<Denoised>comparingInt(text -> text.source().length)
                    .thenComparingInt(text -> text.target().length))
            .toList();
    Rows sources = new Rows();
    Rows read = new Rows();
    Rows labels = new Rows();
    for (Denoised text : sorted) {
      sources.add(text.source(), end);
      read.add(model.decoderStart(), text.target());
      labels.add(text.target(), end);
    }
    return new SourcesAndTargets(
        model,
        sorted,
        sources.packed().withNoise(noise(sorted, Denoised::sourceNoise)),
        read.packed().withNoise(noise(sorted, Denoised::targetNoise)),
        labels.values());
  }

  private static long[] noise(List<Denoised> texts, Function<Denoised, long[]> part) {
    return texts.stream().map(part).flatMapToLong(Arrays::stream).toArray();
  }

  @Override
  public NDArray hidden(Scope scope) {
    return model.decode(read, model.encode(sources, scope), sources, scope);
  }

  @Override
  public int[] rows() {
    return IntStream.range(0, labels.length).toArray();
  }

  @Override
  public List<Place> places() {
    return Rows.places(texts);
  }
}
