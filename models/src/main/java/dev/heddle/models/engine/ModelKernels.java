package dev.heddle.models.engine;

import java.util.List;
import java.util.stream.Stream;

/** The kernels that layers and architectures are made of. */
public final class ModelKernels implements KernelLibrary {
  @Override
  public List<String> resources() {
    return Stream.of(
            "attention",
            "cache",
            "cross",
            "dense",
            "dropout",
            "experts",
            "initialisation",
            "norms",
            "relative",
            "rotary",
            "sampling",
            "tensors",
            "vocabulary")
        .map(name -> "/dev/heddle/models/kernels/" + name + ".py")
        .toList();
  }
}
