package dev.heddle.data.chat;

import dev.heddle.data.chat.jinja.Span;
import dev.heddle.data.tokenize.LocatedTokens;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import java.util.Arrays;
import java.util.List;

/**
 * Conversations through a chat template and a tokenizer. The text is encoded once and as it stands:
 * templates write the special tokens themselves, so none are put around it.
 */
public final class TemplateRenderer implements ChatRenderer {

  private final ChatTemplate template;
  private final Tokenizer tokenizer;

  /**
   * @param tokenizer stays open as long as the renderer is used
   */
  public TemplateRenderer(ChatTemplate template, Tokenizer tokenizer) {
    this.template = template;
    this.tokenizer = tokenizer;
  }

  /**
   * By the template that a tokenizer's files bring.
   *
   * @throws ChatException if they bring none
   */
  public static TemplateRenderer of(TokenizerFiles files, Tokenizer tokenizer) {
    return new TemplateRenderer(ChatTemplate.of(files), tokenizer);
  }

  @Override
  public Rendered render(List<Message> messages) {
    WrittenChat chat = template.write(messages);
    LocatedTokens tokens = tokenizer.locate(chat.text());
    int[] lossMask = new int[tokens.ids().length];
    chat.answers().forEach(answer -> mark(lossMask, tokens, answer));
    return new Rendered(tokens.ids(), lossMask);
  }

  /** Marks all tokens from the first that ends inside the answer to the last that starts there. */
  private static void mark(int[] lossMask, LocatedTokens tokens, Span answer) {
    if (answer.start() == answer.end()) {
      return;
    }
    int first = 0;
    while (first < lossMask.length && tokens.ends()[first] <= answer.start()) {
      first++;
    }
    int behind = lossMask.length;
    while (behind > first && tokens.starts()[behind - 1] >= answer.end()) {
      behind--;
    }
    Arrays.fill(lossMask, first, behind, 1);
  }
}
