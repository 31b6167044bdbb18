package dev.heddle.data.tokenize;

import ai.djl.huggingface.tokenizers.jni.CharSpan;

/** Turns places of code points, which the native library counts in, into places of characters. */
final class TokenPlaces {

  private TokenPlaces() {}

  static LocatedTokens of(String text, int[] ids, CharSpan[] spans) {
    int[] starts = new int[ids.length];
    int[] ends = new int[ids.length];
    int[] characters = characters(text);
    for (int i = 0; i < ids.length; i++) {
      starts[i] = characters[spans[i].getStart()];
      ends[i] = characters[spans[i].getEnd()];
    }
    return new LocatedTokens(ids, starts, ends);
  }

  /** Where each code point starts, and the end of the text. */
  private static int[] characters(String text) {
    int[] characters = new int[text.codePointCount(0, text.length()) + 1];
    int at = 0;
    for (int point = 0; point < characters.length - 1; point++) {
      characters[point] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    characters[characters.length - 1] = at;
    return characters;
  }
}
