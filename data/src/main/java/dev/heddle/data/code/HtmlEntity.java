package dev.heddle.data.code;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Characters that HTML spells by name or number. */
final class HtmlEntity {

  private static final Pattern ENTITY =
      Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));");

  private static final Map<String, String> NAMED =
      Map.ofEntries(
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("amp", "&"),
          Map.entry("quot", "\""),
          Map.entry("apos", "'"),
          Map.entry("nbsp", " "),
          Map.entry("ndash", "\u2013"),
          Map.entry("mdash", "\u2014"),
          Map.entry("hellip", "\u2026"),
          Map.entry("lsquo", "\u2018"),
          Map.entry("rsquo", "\u2019"),
          Map.entry("ldquo", "\u201C"),
          Map.entry("rdquo", "\u201D"),
          Map.entry("le", "\u2264"),
          Map.entry("ge", "\u2265"),
          Map.entry("ne", "\u2260"),
          Map.entry("times", "\u00D7"),
          Map.entry("minus", "\u2212"),
          Map.entry("plusmn", "\u00B1"),
          Map.entry("infin", "\u221E"),
          Map.entry("larr", "\u2190"),
          Map.entry("rarr", "\u2192"),
          Map.entry("copy", "\u00A9"),
          Map.entry("deg", "\u00B0"));

  private HtmlEntity() {}

  /**
   * Appends what an ampersand begins: the character that it spells, or itself.
   *
   * @return where to read on
   */
  static int read(String html, int at, StringBuilder into) {
    Matcher entity = ENTITY.matcher(html).region(at, html.length());
    if (!entity.lookingAt()) {
      into.append('&');
      return at + 1;
    }
    into.append(character(entity));
    return entity.end();
  }

  /** An unknown name, or a number beyond Unicode, stays as it is. */
  private static String character(Matcher entity) {
    if (entity.group(3) != null) {
      return NAMED.getOrDefault(entity.group(3), entity.group());
    }
    int code =
        entity.group(1) != null
            ? Integer.parseInt(entity.group(1))
            : Integer.parseInt(entity.group(2), 16);
    return Character.isValidCodePoint(code) ? Character.toString(code) : entity.group();
  }
}
