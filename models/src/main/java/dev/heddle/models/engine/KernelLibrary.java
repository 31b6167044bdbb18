package dev.heddle.models.engine;

import java.util.List;

/**
 * A set of kernel sources that a jar brings along, found through {@link java.util.ServiceLoader}.
 * All libraries on the class path are compiled into one module, so kernel names are unique among
 * them.
 */
public interface KernelLibrary {
  /**
   * Absolute names of the class path resources, such as {@code
   * /dev/heddle/models/kernels/attention.py}.
   */
  List<String> resources();
}
