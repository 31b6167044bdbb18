package dev.heddle.data.chat;

/**
 * One turn of a conversation.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant}, or what a template knows
 *     besides
 * @param content the text
 */
public record Message(String role, String content) {

  /** Who sets the scene. */
  public static final String SYSTEM = "system";

  /** Who asks. */
  public static final String USER = "user";

  /** The role whose turns a model learns. */
  public static final String ASSISTANT = "assistant";

  /** What a tool answered. */
  public static final String TOOL = "tool";

  /** Whether the model is to learn to say it. */
  public boolean isAnswer() {
    return role.equals(ASSISTANT);
  }
}
