package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.pack.Packing;

/**
 * Conversations, of which the answers are learnt: {@code chats}. Each is one sequence; several
 * share a sample, and do not see each other.
 */
public final class ChatForm extends PlainForm {

  /** The form's name. */
  public static final String NAME = "chats";

  /** Column of which tokens are learnt: 1 or 0 for each. */
  public static final String LOSS_MASK = "loss_mask";

  /** Called by the service loader. */
  public ChatForm() {
    super(NAME);
  }

  @Override
  public Examples examples(DatasetSettings dataset, NoSettings settings) {
    UnusedKeys.refuseLabels(dataset);
    if (dataset.packing() == Packing.WRAPPED) {
      throw new IllegalArgumentException(
          "Cannot prepare: dataset.packing=wrapped; it would cut conversations in two; use best_fit or none");
    }
    return ChatExamples.of(dataset);
  }
}
