package dev.heddle.models.encoders;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.layers.Site;

/** Builds the model that a task asks for. */
public final class Encoders {
  private Encoders() {}

  /**
   * An architecture with the head of the request's task.
   *
   * @param site whose owner the parameters belong to; closing the model closes it
   */
  public static TextEncoder create(
      EncoderArchitecture architecture, Site site, ModelRequest request) {
    Task task = request.task();
    if (task instanceof Task.SequenceClassification wanted) {
      return new SequenceEncoder(architecture, site, request, wanted.labels());
    }
    if (task instanceof Task.TokenClassification wanted) {
      return new TokenEncoder(architecture, site, request, wanted.labels());
    }
    return task instanceof Task.Embedding
        ? new PlainEncoder(architecture, site, request)
        : new MaskedEncoder(architecture, site, request);
  }
}
