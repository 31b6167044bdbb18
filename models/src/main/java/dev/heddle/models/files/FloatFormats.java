package dev.heddle.models.files;

/** Conversions between fp32 and the two 16-bit formats, in plain Java, rounding to nearest even. */
public final class FloatFormats {
  private static final int F16_MANTISSA_SHIFT = 23 - 10;
  private static final int F16_EXPONENT_SHIFT = 127 - 15;
  private static final int SIGN = 0x8000_0000;
  private static final int QUIET_NAN = 0x7fc0_0000;

  private FloatFormats() {}

  static float fromBf16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  static short toBf16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits | QUIET_NAN) >>> 16);
    }
    int half = 0x7fff + (bits >>> 16 & 1);
    return (short) ((bits + half) >>> 16);
  }

  /** The value of 16 bits of IEEE 754. */
  public static float fromF16(short bits) {
    int sign = bits << 16 & SIGN;
    int exponent = bits >>> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    if (exponent == 0x1f) {
      return Float.intBitsToFloat(sign | 0x7f80_0000 | mantissa << F16_MANTISSA_SHIFT);
    }
    if (exponent == 0) {
      // Subnormal numbers are multiples of 2^-24; fp32 holds all of them exactly.
      float magnitude = mantissa * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    return Float.intBitsToFloat(
        sign | (exponent + F16_EXPONENT_SHIFT) << 23 | mantissa << F16_MANTISSA_SHIFT);
  }

  /** The 16 bits of IEEE 754 that are nearest to a value. */
  public static short toF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    int magnitude = bits & ~SIGN;
    if (magnitude > 0x7f80_0000) {
      return (short) (sign | 0x7e00 | ((magnitude >>> F16_MANTISSA_SHIFT) & 0x3ff));
    }
    if (magnitude < 0x3880_0000) {
      // Below 2^-14 the result is subnormal: rint rounds to the nearest multiple of 2^-24, ties to
      // even.
      return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
    }
    int rounded = magnitude + 0xfff + (magnitude >>> F16_MANTISSA_SHIFT & 1);
    int shifted = (rounded >>> F16_MANTISSA_SHIFT) - (F16_EXPONENT_SHIFT << 10);
    return (short) (sign | Math.min(shifted, 0x7c00));
  }
}
