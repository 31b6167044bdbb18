package dev.heddle.jobs.prepare;

import dev.heddle.data.shard.Manifest;
import dev.heddle.data.shard.ShardSet;
import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import dev.heddle.storage.Storage;
import java.net.URI;

/**
 * A corpus as token shards, in a folder with its manifest and its tokenizer.
 *
 * @param folder where it is
 * @param manifest what it holds
 * @param origin whether it was made now or found
 */
public record PreparedCorpus(URI folder, Manifest manifest, Origin origin) {

  /** How a prepared corpus came about. */
  public enum Origin {
    /** Made by this call. */
    MADE,
    /** Was there, made from the same files by the same settings. */
    FOUND
  }

  /** The files of the tokenizer that made the ids; they lie in the folder itself. */
  public static TokenizerFiles tokenizerFiles(Storage storage, URI folder) {
    return TokenizerFiles.read(storage, folder);
  }

  /**
   * Opens the tokenizer that made the ids; the caller closes it.
   *
   * @throws dev.heddle.data.shard.ShardException if the tokenizer there is not the manifest's
   */
  public static Tokenizer tokenizer(Storage storage, URI folder) {
    TokenizerFiles files = tokenizerFiles(storage, folder);
    ShardSet.open(storage, folder).requireTokenizer(files.fingerprint());
    return NativeTokenizer.load(files);
  }
}
