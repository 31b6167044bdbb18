package dev.heddle.trainer.optim;

import dev.heddle.models.engine.KernelLibrary;
import java.util.List;

/** The kernels of clipping and updating. */
public final class TrainerKernels implements KernelLibrary {
  @Override
  public List<String> resources() {
    return List.of("/dev/heddle/trainer/kernels/optimizer.py");
  }
}
