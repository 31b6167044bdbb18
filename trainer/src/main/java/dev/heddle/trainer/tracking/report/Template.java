package dev.heddle.trainer.tracking.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fragment of markup with places such as <code>{{title}}</code>. A value of type {@link Html}
 * goes in as it is, every other one escaped; a place without a value is an error.
 */
final class Template {

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern FRAGMENT = Pattern.compile("<!-- fragment (\\w+) -->\\R");
  private static final Map<String, String> FRAGMENTS = fragments(resource("fragments.html"));

  private final String name;
  private final String markup;
  private final Map<String, Object> values = new HashMap<>();

  private Template(String name, String markup) {
    this.name = name;
    this.markup = markup;
  }

  /** The fragment of that name in {@code fragments.html}. */
  static Template fragment(String name) {
    String markup = FRAGMENTS.get(name);
    if (markup == null) {
      throw new IllegalArgumentException(
          "Cannot find fragment: name=" + name + "; must be one of " + FRAGMENTS.keySet());
    }
    return new Template(name, markup);
  }

  /** A resource of its own. */
  static Template page(String name) {
    return new Template(name, resource(name));
  }

  /** A resource put in as it is: style and script of this package. */
  static Html verbatim(String name) {
    return new Html(resource(name));
  }

  Template with(String place, Object value) {
    values.put(place, value);
    return this;
  }

  Html html() {
    return new Html(PLACE.matcher(markup).replaceAll(this::filled));
  }

  private String filled(MatchResult place) {
    Object value = values.get(place.group(1));
    if (value == null) {
      throw new IllegalStateException(
          "Cannot fill template: template="
              + name
              + ", place="
              + place.group(1)
              + "; has no value");
    }
    Html html = value instanceof Html ready ? ready : Html.escaped(value.toString());
    return Matcher.quoteReplacement(html.markup());
  }

  private static Map<String, String> fragments(String text) {
    Map<String, String> fragments = new LinkedHashMap<>();
    Matcher heads = FRAGMENT.matcher(text);
    String name = null;
    int begin = 0;
    while (heads.find()) {
      if (name != null) {
        fragments.put(name, text.substring(begin, heads.start()));
      }
      name = heads.group(1);
      begin = heads.end();
    }
    fragments.put(name, text.substring(begin));
    return fragments;
  }

  private static String resource(String name) {
    try (InputStream stream = Template.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("Cannot find resource: name=" + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource: name=" + name, e);
    }
  }
}
