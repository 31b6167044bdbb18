package dev.heddle.trainer.tracking;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. Files for programs keep full precision instead. */
public final class Figures {

  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

  private Figures() {}

  /** Three significant digits with a prefix: 41234 is {@code 41.2k}. */
  public static String compact(double value) {
    if (!Double.isFinite(value)) {
      return unusual(value);
    }
    BigDecimal scaled = significant(value, 3);
    int prefix = 0;
    while (scaled.abs().compareTo(BigDecimal.valueOf(1000)) >= 0 && prefix < PREFIXES.length - 1) {
      scaled = scaled.movePointLeft(3);
      prefix++;
    }
    return plain(scaled) + PREFIXES[prefix];
  }

  /** A loss or a norm: four significant digits, {@code 2.312}; scientific where very small. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return unusual(value);
    }
    return value != 0 && Math.abs(value) < 1e-3 ? scientific(value) : plain(significant(value, 4));
  }

  /** A learning rate: {@code 1.9e-4}. */
  public static String scientific(double value) {
    if (!Double.isFinite(value)) {
      return unusual(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = significant(value, 3);
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa = plain(rounded.movePointLeft(exponent));
    return exponent == 0 ? mantissa : mantissa + "e" + exponent;
  }

  /** A whole number with separators: {@code 1,600,000}. */
  public static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A share of one in percent: {@code 41.2 %}. */
  public static String percent(double share) {
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%.1f %%", 100 * share)
        : unusual(share);
  }

  /** The two largest units: {@code 1h12m}, {@code 3m05s}, {@code 42s}; {@code ?} if unknown. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds) || seconds < 0) {
      return "?";
    }
    long whole = Math.round(seconds);
    if (whole >= 86_400) {
      return whole / 86_400 + "d" + twoDigits(whole / 3600 % 24) + "h";
    }
    if (whole >= 3600) {
      return whole / 3600 + "h" + twoDigits(whole / 60 % 60) + "m";
    }
    return whole >= 60 ? whole / 60 + "m" + twoDigits(whole % 60) + "s" : whole + "s";
  }

  private static BigDecimal significant(double value, int digits) {
    return BigDecimal.valueOf(value).round(new MathContext(digits, RoundingMode.HALF_UP));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String twoDigits(long value) {
    return value < 10 ? "0" + value : Long.toString(value);
  }

  private static String unusual(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value > 0 ? "inf" : "-inf";
  }
}
