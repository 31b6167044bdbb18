package dev.heddle.peft.engine;

/**
 * Names of tensors in an adapter's file: the parameter's own behind a prefix; a vector of a changed
 * layer itself stands one step deeper there.
 */
public final class AdapterNames {
  private static final String PREFIX = "base_model.model.";
  private static final String OF_BASE = ".base_layer";

  private AdapterNames() {}

  /** The name of a parameter that an adapter has added, or of one of an unchanged module. */
  public static String of(String parameter) {
    return PREFIX + parameter;
  }

  /** The name of a parameter that a changed layer had before. */
  public static String ofChanged(String parameter) {
    int dot = parameter.lastIndexOf('.');
    return PREFIX + parameter.substring(0, dot) + OF_BASE + parameter.substring(dot);
  }

  /** The parameter that a tensor fills. */
  public static String parameter(String tensor) {
    String path = tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor;
    return path.replace(OF_BASE + ".", ".");
  }
}
