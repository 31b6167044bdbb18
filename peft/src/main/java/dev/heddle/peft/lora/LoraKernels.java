package dev.heddle.peft.lora;

import dev.heddle.models.engine.KernelLibrary;
import java.util.List;

/** The kernels of changed layers. */
public final class LoraKernels implements KernelLibrary {
  @Override
  public List<String> resources() {
    return List.of("/dev/heddle/peft/kernels/lora.py");
  }
}
