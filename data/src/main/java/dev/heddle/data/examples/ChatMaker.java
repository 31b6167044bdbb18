package dev.heddle.data.examples;

import dev.heddle.data.chat.ChatException;
import dev.heddle.data.chat.ChatRenderer;
import dev.heddle.data.chat.Conversations;
import dev.heddle.data.chat.Rendered;
import dev.heddle.data.chat.TemplateRenderer;
import dev.heddle.data.clean.DropReason;
import dev.heddle.data.pack.Packer;
import dev.heddle.data.pack.Sequence;
import dev.heddle.data.shard.PackedSample;
import dev.heddle.data.source.Document;
import dev.heddle.data.source.Tally;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Renders conversations and packs them. One that is too long keeps its beginning; one of which no
 * token of an answer is left, or that the template refuses, is left out and counted.
 */
final class ChatMaker implements SampleMaker {

  private static final String TRUNCATED = "truncated_chats";

  private final ChatRenderer renderer;
  private final Packer packer;
  private final int most;
  private final Tally tally;

  ChatMaker(ChatExamples examples, ExampleContext context) {
    this.renderer = TemplateRenderer.of(context.files(), context.tokenizer());
    this.packer = examples.packer();
    this.most = examples.maxSeqLength();
    this.tally = context.tally();
  }

  @Override
  public boolean add(Document document, Consumer<PackedSample> ready) {
    Optional<Rendered> rendered = render(document);
    rendered.ifPresent(chat -> packer.add(sequence(chat), pack -> ready.accept(pack.sample(0))));
    return rendered.isPresent();
  }

  @Override
  public void finish(Consumer<PackedSample> ready) {
    packer.finish(pack -> ready.accept(pack.sample(0)));
  }

  private Optional<Rendered> render(Document document) {
    try {
      return cut(
          renderer.render(Conversations.ofMessages(document.columns().get(ChatFields.MESSAGES))));
    } catch (ChatException refused) {
      tally.add(
          DropReason.REFUSED_CHAT.countName(),
          "document=%s; %s".formatted(document.id(), refused.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Rendered> cut(Rendered whole) {
    int[] mask = Ids.first(whole.lossMask(), most);
    if (Arrays.stream(mask).noneMatch(scored -> scored != 0)) {
      tally.add(DropReason.NO_ANSWER.countName());
      return Optional.empty();
    }
    if (whole.ids().length > most) {
      tally.add(TRUNCATED);
    }
    return Optional.of(new Rendered(Ids.first(whole.ids(), most), mask));
  }

  private static Sequence sequence(Rendered chat) {
    return new Sequence(chat.ids(), Map.of(ChatForm.LOSS_MASK, chat.lossMask()));
  }
}
