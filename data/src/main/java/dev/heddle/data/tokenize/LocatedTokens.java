package dev.heddle.data.tokenize;

/**
 * The ids of a text and where each stands in it, in Java's characters. Tokens that share a
 * character, such as the bytes of an emoji, all have its place.
 *
 * @param ids {@code [tokens]}
 * @param starts first character of each token, ascending, {@code [tokens]}
 * @param ends behind the last character of each token, ascending, {@code [tokens]}
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call, never compared
public record LocatedTokens(int[] ids, int[] starts, int[] ends) {}
