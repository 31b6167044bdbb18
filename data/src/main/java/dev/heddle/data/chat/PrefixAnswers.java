package dev.heddle.data.chat;

import dev.heddle.data.chat.ChatTemplate.Prompt;
import dev.heddle.data.chat.jinja.Rendering;
import dev.heddle.data.chat.jinja.Span;
import java.util.ArrayList;
import java.util.List;

/** Finds answers by what a conversation gains when an answer is added to it. */
record PrefixAnswers(ChatTemplate template, List<Message> messages) {

  List<Span> of(Rendering whole) {
    List<Span> answers = new ArrayList<>();
    for (int turn = 0; turn < messages.size(); turn++) {
      if (messages.get(turn).isAnswer()) {
        answers.add(answer(turn, whole.text()));
      }
    }
    return answers;
  }

  private Span answer(int turn, String whole) {
    if (turn == 0) {
      throw new ChatException(
          "Cannot write a conversation: its first message is an answer; nothing asks for it; begin with a user or system message");
    }
    String asked = template.render(messages.subList(0, turn), Prompt.FOR_ANSWER).text();
    String answered = template.render(messages.subList(0, turn + 1), Prompt.NONE).text();
    if (!answered.startsWith(asked) || !whole.startsWith(answered)) {
      throw new ChatException(
          "Cannot tell the answers of a conversation: message=%d; the chat template writes earlier turns differently when later ones follow; put {%% generation %%} blocks around what an assistant writes, or name another template by dataset.chat_template"
              .formatted(turn));
    }
    return new Span(asked.length(), answered.length());
  }
}
