package dev.heddle.data.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.data.tokenize.LocatedTokens;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against transformers' chat templates; made by src/test/python/chat/make_chats.py. */
class TemplateRendererTest {

  private static final JsonNode FIXTURE = read();
  private static final List<Message> CHAT =
      List.of(
          new Message("system", "Be brief."),
          new Message("user", "Hi"),
          new Message("assistant", "Hello."),
          new Message("user", "2 + 2?"),
          new Message("assistant", "4"));

  static Stream<Arguments> chats() {
    return Stream.of("byte_level", "sentence_piece")
        .flatMap(
            kind -> names(FIXTURE.path("templates")).map(template -> Arguments.of(kind, template)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("chats")
  void tokensAndLossMaskAreThoseOfTransformers(String kind, String template) {
    TokenizerFiles files = files(kind).withChatTemplate(template(template));
    JsonNode expected = FIXTURE.path("tokenizers").path(kind).path("chats").path(template);
    try (Tokenizer tokenizer = NativeTokenizer.load(files)) {
      ChatRenderer renderer = TemplateRenderer.of(files, tokenizer);
      for (int i = 0; i < expected.size(); i++) {
        check(renderer, messages(FIXTURE.path("conversations").path(i)), expected.path(i));
      }
    }
  }

  private static void check(ChatRenderer renderer, List<Message> chat, JsonNode expected) {
    if (expected.isNull()) {
      assertThatThrownBy(() -> renderer.render(chat)).isInstanceOf(ChatException.class);
      return;
    }
    Rendered rendered = renderer.render(chat);
    assertThat(rendered.ids()).containsExactly(numbers(expected.path("ids")));
    assertThat(rendered.lossMask()).containsExactly(numbers(expected.path("mask")));
  }

  /** By hand: the header of a turn is read, the answer and the end of its turn are learnt. */
  @Test
  void answersAndTheEndsOfTheirTurnsAreLearnt() {
    assertThat(learnt("chatml_generation")).containsExactly("Hello.<|im_end|>", "4<|im_end|>");
    assertThat(learnt("built_in_chatml")).containsExactly("Hello.<|im_end|>\n", "4<|im_end|>\n");
    assertThat(learnt("llama_2")).containsExactly(" Hello. </s>", " 4 </s>");
    assertThat(learnt("llama_3")).containsExactly("Hello.<|eot_id|>", "4<|eot_id|>");
    assertThat(learnt("built_in_alpaca")).containsExactly("Hello.</s>\n\n", "4</s>\n\n");
  }

  private static List<String> learnt(String template) {
    Map<String, String> special = Map.of("bos_token", "<s>", "eos_token", "</s>");
    WrittenChat chat = ChatTemplate.parse(template(template), special).write(CHAT);
    return chat.answers().stream()
        .map(answer -> chat.text().substring(answer.start(), answer.end()))
        .toList();
  }

  @Test
  void tokensOfAnEmojiShareItsPlace() {
    try (Tokenizer tokenizer = NativeTokenizer.load(files("byte_level"))) {
      String text = "a\ud83e\ude71<|im_end|>b";
      LocatedTokens tokens = tokenizer.locate(text);
      assertThat(tokens.ids()).isEqualTo(tokenizer.encode(text));
      int last = tokens.ids().length - 1;
      assertThat(tokens.starts()[0]).isZero();
      assertThat(tokens.ends()[0]).isEqualTo(1);
      for (int i = 1; i < last - 1; i++) {
        assertThat(tokens.starts()[i]).isEqualTo(1);
        assertThat(tokens.ends()[i]).isEqualTo(3);
      }
      assertThat(tokens.starts()[last]).isEqualTo(13);
      assertThat(tokens.ends()[last]).isEqualTo(14);
    }
  }

  @Test
  void aTemplateThatRewritesEarlierTurnsIsRefused() {
    String rewriting =
        "{% for m in messages %}[{{ m.role }}]{% if loop.last %}!{% endif %}{{ m.content }}{% endfor %}";
    assertThatThrownBy(() -> ChatTemplate.parse(rewriting, Map.of()).write(CHAT))
        .isInstanceOf(ChatException.class)
        .hasMessage(
            "Cannot tell the answers of a conversation: message=2; the chat template writes earlier turns differently when later ones follow; put {% generation %} blocks around what an assistant writes, or name another template by dataset.chat_template");
  }

  @Test
  void conversationsThatCannotBeWrittenSayWhy() {
    ChatTemplate gemma = ChatTemplate.parse(template("gemma"), Map.of("bos_token", "<s>"));
    assertThatThrownBy(() -> gemma.write(CHAT))
        .hasMessageStartingWith(
            "Cannot write a conversation: roles=[system, user, assistant, user, assistant]; chat template, line 3: the template refuses the conversation: System role not supported;");
    ChatTemplate chatml = ChatTemplate.parse(template("chatml"), Map.of());
    assertThatThrownBy(() -> chatml.write(List.of(new Message("assistant", "Hi"))))
        .hasMessageContaining("its first message is an answer");
    assertThatThrownBy(() -> chatml.write(List.of())).hasMessageContaining("it has no messages");
    assertThatThrownBy(() -> ChatTemplate.parse("\n{% if %}", Map.of()))
        .hasMessageStartingWith("Cannot read chat template: line 2: ");
  }

  @Test
  void aTokenizerWithoutTemplateIsRefused() {
    TokenizerFiles bare = files("byte_level");
    try (Tokenizer tokenizer = NativeTokenizer.load(bare)) {
      assertThatThrownBy(() -> TemplateRenderer.of(bare, tokenizer))
          .isInstanceOf(ChatException.class)
          .hasMessage(
              "Cannot write conversations: the tokenizer has no chat template; set dataset.chat_template to one of chatml, alpaca or to a file");
    }
  }

  @Test
  void templatesAreFoundWhereTransformersLooks() {
    TokenizerFiles one = new TokenizerFiles("{}", "{\"chat_template\": \"a\"}", null);
    TokenizerFiles several =
        new TokenizerFiles(
            "{}",
            "{\"chat_template\": [{\"name\": \"rag\", \"template\": \"r\"}, {\"name\": \"default\", \"template\": \"d\"}]}",
            null);
    assertThat(one.chatTemplateText()).contains("a");
    assertThat(several.chatTemplateText()).contains("d");
    assertThat(one.withChatTemplate("file").chatTemplateText()).contains("file");
    assertThat(new TokenizerFiles("{}", "{}", null).chatTemplateText()).isEmpty();
  }

  /** Both shapes that side files write tokens in; flags are none. */
  @Test
  void templatesKnowTheTokensWithARole() {
    TokenizerFiles files =
        new TokenizerFiles(
            "{}",
            "{\"bos_token\": {\"content\": \"<s>\"}, \"add_bos_token\": true, \"pad_token\": null}",
            "{\"bos_token\": \"old\", \"eos_token\": \"</s>\"}");
    assertThat(files.specialTexts()).isEqualTo(Map.of("bos_token", "<s>", "eos_token", "</s>"));
  }

  private static TokenizerFiles files(String kind) {
    JsonNode files = FIXTURE.path("tokenizers").path(kind);
    return new TokenizerFiles(
        files.path("tokenizer").asText(), files.path("config").asText(), null);
  }

  private static String template(String name) {
    return FIXTURE.path("templates").path(name).asText();
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

  private static Stream<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey);
  }

  private static JsonNode read() {
    try (InputStream packed = TemplateRendererTest.class.getResourceAsStream("chats.json.gz");
        InputStream json = new GZIPInputStream(packed)) {
      return new ObjectMapper().readTree(json);
    } catch (IOException failure) {
      throw new ExceptionInInitializerError(failure);
    }
  }
}
