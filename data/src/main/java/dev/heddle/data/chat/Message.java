package dev.heddle.data.chat;

/**
 * One turn of a conversation.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant}, or what a template knows
 *     besides
 * @param content the text
 */
public record Message(String role, String content) {

  /** The role whose turns a model learns. */
  public static final String ASSISTANT = "assistant";

  boolean isAnswer() {
    return role.equals(ASSISTANT);
  }
}
