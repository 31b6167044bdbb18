package dev.heddle.jobs.prepare;

import dev.heddle.data.chat.ChatTemplate;
import dev.heddle.data.examples.ChatForm;
import dev.heddle.data.tokenize.BpeTrainer;
import dev.heddle.data.tokenize.ByteLevelBpeFiles;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer of a preparation: one that is there, or the promise of one to be trained.
 *
 * @param given with what was added to it; empty if one is trained
 * @param added special tokens for one that is trained; none where one is given
 * @param chat the chat template for one that is trained; none where one is given
 */
record CorpusTokenizer(
    Optional<TokenizerFiles> given, List<String> added, Optional<ChatChoice> chat) {

  /**
   * The tokenizer that a request asks for.
   *
   * @throws dev.heddle.data.chat.ChatException if conversations are to be written and there is no
   *     chat template, or a wrong one
   */
  static CorpusTokenizer of(PrepareRequest request, Storage storage) {
    CorpusTokenizer found = find(request, storage);
    if (request.form().variant().name().equals(ChatForm.NAME)) {
      ChatTemplate.of(found.given().orElseGet(() -> found.completed(untrained())));
    }
    return found;
  }

  private static CorpusTokenizer find(PrepareRequest request, Storage storage) {
    Optional<ChatChoice> chat = ChatChoice.of(request.dataset().chatTemplate(), storage);
    return request
        .tokenizer()
        .path()
        .map(path -> TokenizerFiles.read(storage, storage.resolve(path)))
        .map(files -> withTemplate(files.withSpecialTokens(wanted(files, request, chat)), chat))
        .map(files -> new CorpusTokenizer(Optional.of(files), List.of(), Optional.empty()))
        .orElseGet(
            () -> new CorpusTokenizer(Optional.empty(), wanted(untrained(), request, chat), chat));
  }

  /** A trained tokenizer with what it was not trained on. */
  TokenizerFiles completed(TokenizerFiles trained) {
    return withTemplate(trained.withSpecialTokens(added), chat);
  }

  /** The chat template in use, if there is one. */
  Optional<String> chatTemplate() {
    return given.flatMap(TokenizerFiles::chatTemplateText).or(() -> chat.map(ChatChoice::text));
  }

  /** Of the tokenizer given; empty if one is trained. */
  Optional<String> fingerprint() {
    return given.map(TokenizerFiles::fingerprint);
  }

  private static TokenizerFiles withTemplate(TokenizerFiles files, Optional<ChatChoice> chat) {
    return chat.map(choice -> files.withChatTemplate(choice.text())).orElse(files);
  }

  private static List<String> wanted(
      TokenizerFiles files, PrepareRequest request, Optional<ChatChoice> chat) {
    try (Tokenizer tokenizer = NativeTokenizer.load(files)) {
      List<String> wanted =
          new ArrayList<>(request.addedTokens().apply(TokenizerInfo.of(tokenizer)));
      chat.ifPresent(choice -> wanted.addAll(choice.specialTokens()));
      return List.copyOf(wanted);
    }
  }

  /** What training starts from: the special tokens and the bytes. */
  private static TokenizerFiles untrained() {
    List<String> special = ByteLevelBpeFiles.specialTokens();
    int bytes = 256;
    BpeTrainer trainer = new BpeTrainer(special.size() + bytes, 1, special);
    return ByteLevelBpeFiles.of(trainer.train(Map.of()), 1);
  }
}
