package dev.heddle.jobs.prepare;

import dev.heddle.data.tokenize.BpeTrainer;
import dev.heddle.data.tokenize.ByteLevelBpeFiles;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.objectives.TokenizerInfo;
import dev.heddle.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tokenizer of a preparation: one that is there, or the promise of one to be trained.
 *
 * @param given with what was added to it; empty if one is trained
 * @param added special tokens for one that is trained; none where one is given
 */
record CorpusTokenizer(Optional<TokenizerFiles> given, List<String> added) {

  static CorpusTokenizer of(PrepareRequest request, Storage storage) {
    return request
        .tokenizer()
        .path()
        .map(path -> TokenizerFiles.read(storage, storage.resolve(path)))
        .map(files -> new CorpusTokenizer(Optional.of(complete(files, request)), List.of()))
        .orElseGet(() -> new CorpusTokenizer(Optional.empty(), wanted(untrained(), request)));
  }

  /** Of the tokenizer given; empty if one is trained. */
  Optional<String> fingerprint() {
    return given.map(TokenizerFiles::fingerprint);
  }

  private static TokenizerFiles complete(TokenizerFiles files, PrepareRequest request) {
    return files.withSpecialTokens(wanted(files, request));
  }

  private static List<String> wanted(TokenizerFiles files, PrepareRequest request) {
    try (Tokenizer tokenizer = NativeTokenizer.load(files)) {
      return request.addedTokens().apply(TokenizerInfo.of(tokenizer));
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
