package dev.heddle.objectives.contrastive;

import dev.heddle.models.engine.KernelLibrary;
import java.util.List;

/** The kernels of contrastive losses. */
public final class ContrastiveKernels implements KernelLibrary {
  @Override
  public List<String> resources() {
    return List.of("/dev/heddle/objectives/contrastive/info_nce.py");
  }
}
