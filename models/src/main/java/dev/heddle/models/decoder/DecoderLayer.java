package dev.heddle.models.decoder;

import dev.heddle.models.layers.Layer;
import dev.heddle.models.layers.ResidualStream;
import dev.heddle.models.layers.attention.AttentionPass;
import dev.heddle.models.layers.norm.Norm;

/** One layer of a decoder with norms before its parts. */
public abstract class DecoderLayer extends Layer {
  /** The norm of what the layer reads, which whatever stands before it applies. */
  public abstract Norm inputNorm();

  /** Uses up {@code in}; the result is normed by {@code next}, for whoever it belongs to. */
  public abstract ResidualStream forward(ResidualStream in, AttentionPass pass, Norm next);
}
