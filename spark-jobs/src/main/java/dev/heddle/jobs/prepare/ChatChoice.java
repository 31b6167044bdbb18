package dev.heddle.jobs.prepare;

import dev.heddle.data.chat.BuiltInTemplate;
import dev.heddle.data.source.CorpusException;
import dev.heddle.storage.Storage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The chat template that {@code dataset.chat_template} names.
 *
 * @param text in Jinja
 * @param specialTokens that a tokenizer must have for it
 */
record ChatChoice(String text, List<String> specialTokens) {

  /** What a run file chooses, if it does. */
  static Optional<ChatChoice> of(Optional<String> key, Storage storage) {
    return key.map(
        name ->
            BuiltInTemplate.find(name)
                .map(found -> new ChatChoice(found.text(), found.specialTokens()))
                .orElseGet(() -> new ChatChoice(read(name, storage), List.of())));
  }

  private static String read(String name, Storage storage) {
    URI file = storage.resolve(name);
    if (!storage.exists(file) || storage.status(file).isFolder()) {
      throw new CorpusException(
          "Cannot prepare: dataset.chat_template=%s; it is neither one of %s nor a file; correct the name"
              .formatted(name, BuiltInTemplate.names()));
    }
    return new String(storage.read(file), StandardCharsets.UTF_8);
  }
}
