package dev.heddle.data.examples;

import static dev.heddle.data.examples.Made.ints;
import static dev.heddle.data.examples.Made.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.data.chat.Message;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatFormTest {

  private static final String MESSAGES =
      "[{\"role\": \"user\", \"content\": \"w1\"}, {\"role\": \"assistant\", \"content\": \"w2 w3\"}]";

  /** By the template of {@link Made}: 90 w1 92, 91 w2 w3 92, of which the last three are learnt. */
  private static final int[] IDS = {90, 11, 92, 91, 12, 13, 92};

  private static final int[] MASK = {0, 0, 0, 0, 1, 1, 1};

  @Test
  void everyWayToWriteAConversationIsRead() {
    for (Document row :
        List.of(
            row("messages", MESSAGES),
            row(
                "conversations",
                "[{\"from\": \"human\", \"value\": \"w1\"}, {\"from\": \"gpt\", \"value\": \"w2 w3\"}]"),
            row("instruction", "w1", "input", " ", "output", "w2 w3"),
            row("prompt", "w1", "completion", "w2 w3"))) {
      Made made = Made.by("chats").of(row);
      assertThat(made.samples)
          .containsExactly(new PackedSample(0, IDS, ints(7), Map.of(ChatForm.LOSS_MASK, MASK)));
      assertThat(made.examples.copyKeys(made.examples.shape(row).orElseThrow()))
          .containsExactly("w1\nw2 w3");
    }
  }

  @Test
  void whatAnInstructionIsAboutStandsBelowIt() {
    ChatFields fields = new ChatFields(Map.of());
    assertThat(fields.messages(Map.of("instruction", "add", "input", "1 2", "output", "3")))
        .containsExactly(new Message("user", "add\n1 2"), new Message("assistant", "3"));
    assertThat(fields.messages(Map.of("prompt", "p", "completion", "c", "system", "s")))
        .containsExactly(
            new Message("system", "s"), new Message("user", "p"), new Message("assistant", "c"));
    String own = MESSAGES.replace("\"user\"", "\"system\"");
    assertThat(fields.messages(Map.of("messages", own, "system", "s")))
        .extracting(Message::content)
        .containsExactly("w1", "w2 w3");
    String parts =
        "[{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"a\"}, {\"type\": \"text\", \"text\": \"b\"}]}]";
    assertThat(fields.messages(Map.of("messages", parts)))
        .containsExactly(new Message("user", "ab"));
  }

  @Test
  void fieldsMayHaveOtherNames() {
    ChatFields fields = new ChatFields(Map.of("messages", "turns"));
    assertThat(fields.takes("turns")).isTrue();
    assertThat(fields.takes("messages")).isFalse();
    assertThat(fields.messages(Map.of("turns", MESSAGES))).hasSize(2);
    assertThatThrownBy(() -> Made.by("chats", "columns: {question: q}"))
        .hasMessageStartingWith(
            "Cannot prepare: dataset.columns.question=q; chats have the fields ");
  }

  /** Two conversations of seven tokens share a sample of fifteen, the third begins another. */
  @Test
  void conversationsSharePacks() {
    Document row = row("messages", MESSAGES);
    Made made = Made.by("chats", "max_seq_length: 15").of(row, row, row);
    assertThat(made.samples)
        .extracting(PackedSample::sequenceLengths)
        .containsExactly(ints(7, 7), ints(7));
    assertThat(made.samples.get(0).column(ChatForm.LOSS_MASK))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
    assertThatThrownBy(() -> Made.by("chats", "packing: wrapped"))
        .hasMessage(
            "Cannot prepare: dataset.packing=wrapped; it would cut conversations in two; use best_fit or none");
  }

  @Test
  void aLongConversationKeepsItsBeginning() {
    Made made = Made.by("chats", "max_seq_length: 5").of(row("messages", MESSAGES));
    assertThat(made.samples.get(0).inputIds()).containsExactly(90, 11, 92, 91, 12);
    assertThat(made.tally.count("truncated_chats")).isEqualTo(1);

    Made shorter = Made.by("chats", "max_seq_length: 4").of(row("messages", MESSAGES));
    assertThat(shorter.samples).isEmpty();
    assertThat(shorter.tally.counts()).isEqualTo(Map.of("dropped_no_answer", 1L));
  }

  @Test
  void whatIsNoConversationIsTold() {
    Examples chats = Made.by("chats").examples;
    assertThat(chats.shape(row("prompt", "w1", "completion", " "))).isEmpty();
    assertThatThrownBy(() -> chats.shape(row("text", "w1")))
        .hasMessage(
            "it has none of the fields messages, conversations, instruction, prompt; chats are read of files with fields, or of format java_methods; name the field by dataset.columns.messages");
    assertThatThrownBy(() -> chats.shape(row("prompt", "w1")))
        .hasMessage("it has no field completion");
    assertThatThrownBy(() -> chats.shape(row("messages", "w1")))
        .hasMessage("messages is not a list of turns");
    assertThatThrownBy(() -> chats.shape(row("messages", "[{\"role\": \"user\"}]")))
        .hasMessage("messages has a turn without content");
    assertThatThrownBy(
            () ->
                chats.shape(
                    row(
                        "messages",
                        "[{\"role\": \"user\", \"content\": [{\"type\": \"image\"}]}]")))
        .hasMessage("messages has content other than text");
    assertThatThrownBy(
            () -> chats.shape(row("conversations", "[{\"from\": \"bing\", \"value\": \"w1\"}]")))
        .hasMessageStartingWith("conversations have from=bing, which is none of ");
  }
}
