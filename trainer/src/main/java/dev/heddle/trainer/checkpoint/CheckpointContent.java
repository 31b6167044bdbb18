package dev.heddle.trainer.checkpoint;

import dev.heddle.models.files.NamedTensor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes into a checkpoint besides the state. The tensors are read while the checkpoint is
 * written, so they must not change before {@link CheckpointWriter#write} returns.
 *
 * @param weights by the names of the Hugging Face model
 * @param optimizer {@code exp_avg.<name>} and {@code exp_avg_sq.<name>} of each trained weight
 * @param objective what the objective itself has learnt, by name; empty where it has nothing to
 *     learn
 * @param texts small files by name, such as {@code config.json}
 * @param tokenizerFolder whose tokenizer files are copied, so that the checkpoint can be used by
 *     itself
 */
public record CheckpointContent(
    List<NamedTensor> weights,
    List<NamedTensor> optimizer,
    List<NamedTensor> objective,
    Map<String, byte[]> texts,
    Optional<URI> tokenizerFolder) {

  public CheckpointContent {
    weights = List.copyOf(weights);
    optimizer = List.copyOf(optimizer);
    objective = List.copyOf(objective);
    texts = Map.copyOf(texts);
  }
}
