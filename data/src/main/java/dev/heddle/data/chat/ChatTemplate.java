package dev.heddle.data.chat;

import dev.heddle.data.chat.jinja.Rendering;
import dev.heddle.data.chat.jinja.Span;
import dev.heddle.data.chat.jinja.Template;
import dev.heddle.data.chat.jinja.TemplateException;
import dev.heddle.data.tokenize.TokenizerFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes conversations as text with a template of Hugging Face's kind, and says where the answers
 * are. Safe to share between threads.
 *
 * <p>Templates with {@code {% generation %}} blocks say it themselves. Else the answer in turn i is
 * what lies between the first i turns, written with the prompt for an answer, and the first i+1:
 * the text that a model has to write when it is asked, up to the end of its turn. That holds only
 * where what has been written stays as it is when turns follow; other templates are refused.
 */
public final class ChatTemplate {

  private final Template template;
  private final Map<String, Object> constants;

  private ChatTemplate(Template template, Map<String, Object> constants) {
    this.template = template;
    this.constants = constants;
  }

  /**
   * Reads a template.
   *
   * @param text in Jinja
   * @param specialTokens what a template may name, such as {@code bos_token}, and their texts
   * @throws ChatException if the template is wrong
   */
  public static ChatTemplate parse(String text, Map<String, String> specialTokens) {
    Map<String, Object> constants = new HashMap<>(specialTokens);
    constants.put("tools", null);
    constants.put("documents", null);
    try {
      return new ChatTemplate(Template.parse(text), constants);
    } catch (TemplateException problem) {
      throw new ChatException(
          "Cannot read chat template: %s; correct it, or name another by dataset.chat_template"
              .formatted(problem.getMessage()),
          problem);
    }
  }

  /**
   * The template that a tokenizer's files bring.
   *
   * @throws ChatException if they bring none, or a wrong one
   */
  public static ChatTemplate of(TokenizerFiles files) {
    String text =
        files
            .chatTemplateText()
            .orElseThrow(
                () ->
                    new ChatException(
                        "Cannot write conversations: the tokenizer has no chat template; set dataset.chat_template to one of %s or to a file"
                            .formatted(BuiltInTemplate.names())));
    return parse(text, files.specialTexts());
  }

  /**
   * A conversation with its answers.
   *
   * @throws ChatException if the template refuses the conversation, or answers cannot be told apart
   */
  public WrittenChat write(List<Message> messages) {
    if (messages.isEmpty()) {
      throw new ChatException("Cannot write a conversation: it has no messages; give at least one");
    }
    Rendering whole = render(messages, Prompt.NONE);
    List<Span> answers =
        template.hasGeneration() ? whole.generated() : new PrefixAnswers(this, messages).of(whole);
    return new WrittenChat(whole.text(), answers);
  }

  /** What asks for the next answer: the conversation and the prompt behind it. */
  public String prompt(List<Message> messages) {
    return render(messages, Prompt.FOR_ANSWER).text();
  }

  /** Whether the text ends with what opens an answer. */
  enum Prompt {
    NONE,
    FOR_ANSWER
  }

  Rendering render(List<Message> messages, Prompt prompt) {
    Map<String, Object> values = new HashMap<>(constants);
    values.put("messages", messages.stream().map(ChatTemplate::value).toList());
    values.put("add_generation_prompt", prompt == Prompt.FOR_ANSWER);
    try {
      return template.render(values);
    } catch (TemplateException problem) {
      throw new ChatException(
          "Cannot write a conversation: roles=%s; chat template, %s; correct the conversation, or name another template by dataset.chat_template"
              .formatted(messages.stream().map(Message::role).toList(), problem.getMessage()),
          problem);
    }
  }

  private static Map<String, Object> value(Message message) {
    return Map.of("role", message.role(), "content", message.content());
  }
}
