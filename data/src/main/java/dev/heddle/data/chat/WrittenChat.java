package dev.heddle.data.chat;

import dev.heddle.data.chat.jinja.Span;
import java.util.List;

/**
 * A conversation as text.
 *
 * @param text as its template writes it, special tokens spelled out
 * @param answers where in the text the answers stand, in order
 */
public record WrittenChat(String text, List<Span> answers) {

  /** Copies the list. */
  public WrittenChat {
    answers = List.copyOf(answers);
  }
}
