package dev.heddle.data.chat.jinja;

import java.util.HashMap;
import java.util.Map;

/** The one value that statements may change: what {@code namespace(...)} makes. */
record Namespace(Map<String, Object> values) {

  Namespace {
    values = new HashMap<>(values);
  }
}
