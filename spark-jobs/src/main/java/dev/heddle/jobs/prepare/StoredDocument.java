package dev.heddle.jobs.prepare;

import dev.heddle.data.source.Document;
import dev.heddle.data.split.Side;
import dev.heddle.data.split.SplitRule;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A cleaned document on its way through a shuffle.
 *
 * @param utf8 its text; bytes, which Java serialises several times faster than a string
 * @param columns what else was read of it, by name
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredDocument(String id, String group, byte[] utf8, Map<String, String> columns)
    implements Serializable {

  static StoredDocument of(Document document, String cleaned) {
    return new StoredDocument(
        document.id(),
        document.group(),
        cleaned.getBytes(StandardCharsets.UTF_8),
        document.columns());
  }

  String text() {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** As it was read, but cleaned. */
  Document document() {
    return new Document(id, group, text(), columns);
  }

  long reference(SplitRule rule) {
    return DocumentReference.of(id, side(rule));
  }

  /** Sides go by id and group, so the text is left where it is. */
  Side side(SplitRule rule) {
    return rule.sideOf(new Document(id, group, ""));
  }
}
