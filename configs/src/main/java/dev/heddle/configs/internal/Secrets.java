package dev.heddle.configs.internal;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises, by their names, the keys whose values are never shown or written. */
public final class Secrets {
  /** What stands in a secret value's place. */
  public static final String MASK = "***";

  private static final Pattern SECRET_WORDS =
      Pattern.compile(
          "(.*_)?(passwords?|passwd|passphrase|secrets?|credentials?|(access|api|private)_keys?)"
              + "(_.*)?");

  /** Keys that say where a secret is kept, not what it is. */
  private static final Pattern WHEREABOUTS = Pattern.compile(".*_(path|file|provider|class)");

  private static final Pattern TOKEN = Pattern.compile("token|(?:.*_)?(?<kind>[a-z0-9]+)_token");

  /** Tokens of a vocabulary, and quantities by token, against {@code hub_token}. */
  private static final Set<String> PUBLIC_TOKENS =
      Set.of("pad", "unk", "unknown", "mask", "cls", "sep", "bos", "eos", "special", "per");

  private Secrets() {}

  /** Whether a dotted key, or a section on its way, has a secret's name. */
  public static boolean isSecret(String dottedKey) {
    String words =
        Names.snakeCase(dottedKey.replaceAll("\\[\\d+]", "")).replaceAll("[^a-z0-9]+", "_");
    boolean secretWord = SECRET_WORDS.matcher(words).matches();
    return (secretWord && !WHEREABOUTS.matcher(words).matches()) || endsInToken(words);
  }

  /** The mask for a value of a secret key, and the value itself for others. */
  public static String masked(String dottedKey, String value) {
    return isSecret(dottedKey) ? MASK : value;
  }

  private static boolean endsInToken(String words) {
    Matcher token = TOKEN.matcher(words);
    return token.matches() && !PUBLIC_TOKENS.contains(String.valueOf(token.group("kind")));
  }
}
