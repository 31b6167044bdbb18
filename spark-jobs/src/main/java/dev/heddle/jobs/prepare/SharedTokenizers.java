package dev.heddle.jobs.prepare;

import dev.heddle.data.tokenize.NativeTokenizer;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.data.tokenize.TokenizerFiles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One tokenizer for all tasks of a process: loading one takes longer than many a task, and the
 * words that one task met are known to the next. They stay open as long as the process, which needs
 * one or two in its life.
 */
final class SharedTokenizers {

  private static final Map<String, Tokenizer> OPEN = new ConcurrentHashMap<>();

  private SharedTokenizers() {}

  static Tokenizer of(TokenizerFiles files, String fingerprint) {
    return OPEN.computeIfAbsent(fingerprint, any -> NativeTokenizer.load(files));
  }
}
