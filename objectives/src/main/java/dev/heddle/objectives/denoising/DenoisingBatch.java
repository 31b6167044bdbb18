package dev.heddle.objectives.denoising;

import dev.heddle.data.batch.EpochSample;
import dev.heddle.objectives.HostBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts of which something was taken out. How they are laid out depends on the model: see {@link
 * SourcesAndTargets} and {@link PrefixedTargets}.
 *
 * @param loss name of the only loss
 * @param origins the samples that the texts come from
 * @param texts in the order of the samples; texts too short to lose anything are not among them
 */
record DenoisingBatch(String loss, List<EpochSample> origins, List<Denoised> texts)
    implements HostBatch {

  DenoisingBatch {
    origins = List.copyOf(origins);
    texts = List.copyOf(texts);
  }

  @Override
  public int samples() {
    return origins.size();
  }

  /** What is read and what is written, each with its end of sequence. */
  @Override
  public long tokens() {
    return texts.stream().mapToLong(Denoised::read).sum() + written();
  }

  @Override
  public Map<String, Long> counts() {
    return Map.of(loss, written());
  }

  private long written() {
    return texts.stream().mapToLong(Denoised::written).sum();
  }

  @Override
  public Map<String, Object> contents() {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("sample_indices", origins.stream().map(use -> use.sample().index()).toList());
    contents.put("epochs", origins.stream().map(EpochSample::epoch).toList());
    contents.put("input_ids", texts.stream().map(Denoised::source).toList());
    contents.put("labels", texts.stream().map(Denoised::target).toList());
    return contents;
  }
}
