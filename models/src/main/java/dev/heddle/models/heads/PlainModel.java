package dev.heddle.models.heads;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.layers.Site;

/** An architecture without a head. */
final class PlainModel extends AbstractTextModel {
  PlainModel(TextArchitecture architecture, Site site, ModelRequest request) {
    super(architecture, site, request);
  }
}
