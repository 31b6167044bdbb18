package dev.heddle.data.examples;

import dev.heddle.data.DatasetSettings;
import dev.heddle.data.chat.Conversations;
import dev.heddle.data.chat.Message;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.Packing;
import dev.heddle.data.shard.LengthBound;
import dev.heddle.data.shard.SampleColumn;
import dev.heddle.data.shard.SampleLayout;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.RowFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How conversations become samples. */
record ChatExamples(
    ChatFields chats, int maxSeqLength, Packing packing, int window, DistinctParts distinct)
    implements Examples {

  private static final SampleLayout LAYOUT =
      new SampleLayout(
          ChatForm.NAME, LengthBound.SAMPLE, List.of(SampleColumn.perToken(ChatForm.LOSS_MASK)));

  static ChatExamples of(DatasetSettings dataset) {
    return new ChatExamples(
        new ChatFields(dataset.columns()),
        dataset.maxSeqLength(),
        dataset.packing(),
        dataset.packingWindow(),
        DistinctParts.of(dataset));
  }

  @Override
  public RowFields fields() {
    return RowFields.anyOf(chats);
  }

  /** What is said, one turn below the other, is what cleaning judges. */
  @Override
  public Optional<Document> shape(Document read) {
    List<Message> messages = chats.messages(read.columns());
    if (messages.stream()
        .noneMatch(message -> message.isAnswer() && !message.content().isBlank())) {
      return Optional.empty();
    }
    String text = String.join("\n", messages.stream().map(Message::content).toList());
    Map<String, String> kept = new HashMap<>(distinct.of(read));
    kept.put(ChatFields.MESSAGES, Conversations.json(messages));
    return Optional.of(new Document(read.id(), read.group(), text, kept));
  }

  @Override
  public SampleLayout layout() {
    return LAYOUT;
  }

  @Override
  public List<String> copyKeys(Document document) {
    return distinct.keys(document);
  }

  @Override
  public SampleMaker open(ExampleContext context) {
    return new ChatMaker(this, context);
  }

  Packer packer() {
    return Packer.of(packing, maxSeqLength, window);
  }
}
