package dev.heddle.configs;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Recognises, by their names, the keys whose values are never shown or written. */
final class Secrets {
  /** What stands in a secret value's place. */
  static final String MASK = "***";

  private static final Pattern SECRET_WORDS =
      Pattern.compile(
          "(.*_)?(password|passwd|passphrase|secrets?|credentials?|(access|api|private)_key)(_.*)?");

  /** {@code hub_token} is a secret; {@code mask_token} and {@code bytes_per_token} are not. */
  private static final Pattern TOKEN = Pattern.compile("(?:.*_)?(?<kind>[a-z0-9]+)_token|token");

  private static final Set<String> PUBLIC_TOKENS =
      Set.of("pad", "unk", "unknown", "mask", "cls", "sep", "bos", "eos", "special", "per");

  private Secrets() {}

  /** Whether a dotted key, or a section on its way, has a secret's name. */
  static boolean isSecret(String dottedKey) {
    String words = dottedKey.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return SECRET_WORDS.matcher(words).matches() || endsInToken(words);
  }

  /** The mask for a value of a secret key, and the value itself for others. */
  static String masked(String dottedKey, String value) {
    return isSecret(dottedKey) ? MASK : value;
  }

  private static boolean endsInToken(String words) {
    var token = TOKEN.matcher(words);
    return token.matches() && !PUBLIC_TOKENS.contains(String.valueOf(token.group("kind")));
  }
}
