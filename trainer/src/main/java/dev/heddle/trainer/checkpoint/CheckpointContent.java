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
 * @param kind what the weights are
 * @param weights by the names of the Hugging Face model, or of the adapter's file
 * @param optimizer {@code exp_avg.<name>} and {@code exp_avg_sq.<name>} of each trained weight
 * @param objective what the objective itself has learnt, by name; empty where it has nothing to
 *     learn
 * @param texts small files by name, such as {@code config.json}
 * @param tokenizerFolder whose tokenizer files are copied, so that the checkpoint can be used by
 *     itself
 */
public record CheckpointContent(
    Kind kind,
    List<NamedTensor> weights,
    List<NamedTensor> optimizer,
    List<NamedTensor> objective,
    Map<String, byte[]> texts,
    Optional<URI> tokenizerFolder) {

  /** What is stored of what was trained. */
  public enum Kind {
    /** The whole model. */
    MODEL(CheckpointFiles.WEIGHTS),
    /** What a method has added to a model that is stored elsewhere. */
    ADAPTER(CheckpointFiles.ADAPTER);

    private final String file;

    Kind(String file) {
      this.file = file;
    }

    /** The file of the weights. */
    String file() {
      return file;
    }
  }

  public CheckpointContent {
    weights = List.copyOf(weights);
    optimizer = List.copyOf(optimizer);
    objective = List.copyOf(objective);
    texts = Map.copyOf(texts);
  }
}
