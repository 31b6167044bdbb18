package dev.heddle.objectives.distillation;

import dev.heddle.models.engine.KernelLibrary;
import java.util.List;

/** The kernels that compare a student with a teacher. */
public final class DistillationKernels implements KernelLibrary {
  @Override
  public List<String> resources() {
    return List.of("/dev/heddle/objectives/distillation/distillation.py");
  }
}
