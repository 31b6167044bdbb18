package dev.heddle.models.encoders;

import dev.heddle.models.ModelRequest;
import dev.heddle.models.layers.Site;

/** An encoder without a head. */
final class PlainEncoder extends AbstractEncoder {
  PlainEncoder(EncoderArchitecture architecture, Site site, ModelRequest request) {
    super(architecture, site, request);
  }
}
