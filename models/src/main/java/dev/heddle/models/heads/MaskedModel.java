package dev.heddle.models.heads;

import dev.heddle.models.MaskedLanguageModel;
import dev.heddle.models.ModelRequest;
import dev.heddle.models.layers.Site;

/** An encoder that predicts tokens from what stands on both sides. */
final class MaskedModel extends AbstractLanguageModel implements MaskedLanguageModel {
  MaskedModel(TextArchitecture architecture, Site site, ModelRequest request) {
    super(architecture, site, request);
  }
}
