package dev.heddle.models.heads;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.Task;
import dev.heddle.models.TextEncoder;
import dev.heddle.models.layers.Site;

/** Builds the model that a task asks for. */
final class TextModels {
  private TextModels() {}

  /**
   * An architecture with the head of the request's task.
   *
   * @param site whose owner the parameters belong to; closing the model closes it
   */
  static TextEncoder create(TextArchitecture architecture, Site site, ModelRequest request) {
    Task task = request.task();
    if (task instanceof Task.SequenceClassification wanted) {
      return new SequenceModel(architecture, site, request, wanted.labels());
    }
    if (task instanceof Task.TokenClassification wanted) {
      return new TokenModel(architecture, site, request, wanted.labels());
    }
    if (task instanceof Task.Embedding) {
      return new PlainModel(architecture, site, request);
    }
    return architecture instanceof DecoderArchitecture decoder
        ? new CausalModel(decoder, site, request)
        : new MaskedModel(architecture, site, request);
  }
}
