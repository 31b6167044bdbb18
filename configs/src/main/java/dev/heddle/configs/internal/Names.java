package dev.heddle.configs.internal;

import java.util.Locale;

/** How Java's names and numbers are written in run files. */
public final class Names {
  private static final double EXACT_INTEGERS = 1L << 53;

  private Names() {}

  /** {@code maxSeqLength} is {@code max_seq_length}; {@code adamBeta1} is {@code adam_beta1}. */
  public static String snakeCase(String component) {
    return component.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** The key of a section, or the section's key within another; the root's name is empty. */
  public static String join(String section, String key) {
    return section.isEmpty() ? key : section + "." + key;
  }

  /** Whole numbers without a fraction, others in the shortest form that reads back equal. */
  public static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      return Long.toString((long) value);
    }
    return decimal(value);
  }

  /** The shortest form that reads back equal: {@code 1e-4}, {@code 0.9}. */
  public static String decimal(double value) {
    return Double.toString(value).replace(".0E", "E").replace('E', 'e');
  }
}
