package dev.heddle.jobs.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.data.chat.ChatException;
import dev.heddle.data.chat.ChatRenderer;
import dev.heddle.data.chat.Message;
import dev.heddle.data.chat.Rendered;
import dev.heddle.data.chat.TemplateRenderer;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.storage.HadoopStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tokens and loss masks of 200 conversations, by every template and two kinds of tokenizers, are
 * those of transformers' chat templates.
 */
class ChatsInteropIT {

  private static final int CONVERSATIONS = 200;

  @TempDir private static Path folder;
  private static JsonNode python;

  @BeforeAll
  static void write() throws Exception {
    Python.run(folder, "chat_tokenizers.py", folder);
    python =
        Python.run(
            folder,
            "chat_masks.py",
            20_261,
            CONVERSATIONS,
            kind("byte_level"),
            kind("sentence_piece"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"byte_level", "sentence_piece"})
  void tokensAndLossMasksAreTheSame(String kind) {
    TokenizerFiles bare = TokenizerFiles.read(HadoopStorage.local(), kind(kind).toUri());
    try (Tokenizer tokenizer = NativeTokenizer.load(bare)) {
      python
          .path("folders")
          .path(kind(kind).toString())
          .properties()
          .forEach(
              entry -> {
                TokenizerFiles files = bare.withChatTemplate(template(entry.getKey()));
                compare(TemplateRenderer.of(files, tokenizer), entry.getKey(), entry.getValue());
              });
    }
  }

  private static void compare(ChatRenderer renderer, String template, JsonNode expected) {
    assertThat(expected).hasSize(CONVERSATIONS);
    int written = 0;
    for (int i = 0; i < CONVERSATIONS; i++) {
      List<Message> chat = messages(python.path("conversations").path(i));
      if (expected.path(i).isNull()) {
        assertThatThrownBy(() -> renderer.render(chat)).isInstanceOf(ChatException.class);
      } else {
        Rendered found = renderer.render(chat);
        String name = "%s, conversation %d".formatted(template, i);
        assertThat(found.ids()).as(name).isEqualTo(numbers(expected.path(i).path("ids")));
        assertThat(found.lossMask()).as(name).isEqualTo(numbers(expected.path(i).path("mask")));
        written++;
      }
    }
    // Only one family refuses conversations: those with a system turn, about 40 in 100.
    assertThat(written)
        .as(template)
        .isGreaterThan(template.equals("gemma") ? 90 : CONVERSATIONS - 1);
  }

  private static Path kind(String name) {
    return folder.resolve(name);
  }

  private static String template(String name) {
    return python.path("templates").path(name).asText();
  }

  private static List<Message> messages(JsonNode chat) {
    List<Message> messages = new ArrayList<>();
    chat.forEach(
        turn ->
            messages.add(new Message(turn.path("role").asText(), turn.path("content").asText())));
    return messages;
  }

  private static int[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }
}
