package dev.heddle.data.chat;

import java.util.List;

/** Writes conversations as tokens. Safe to share between threads. */
public interface ChatRenderer {

  /**
   * The tokens of a conversation, special tokens included, and which of them are answers.
   *
   * @param messages at least one, in order
   * @throws ChatException if the conversation cannot be written, with a message for the user
   */
  Rendered render(List<Message> messages);
}
