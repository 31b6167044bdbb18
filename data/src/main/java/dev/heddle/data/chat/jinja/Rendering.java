package dev.heddle.data.chat.jinja;

import java.util.List;

/**
 * What a template wrote.
 *
 * @param text all of it
 * @param generated the parts that stand in {@code generation} blocks, in order
 */
public record Rendering(String text, List<Span> generated) {

  /** Copies the list. */
  public Rendering {
    generated = List.copyOf(generated);
  }
}
