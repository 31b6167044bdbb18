package dev.heddle.data.chat;

/**
 * A conversation as tokens.
 *
 * @param ids what the model reads, {@code [tokens]}
 * @param lossMask 1 for tokens of an answer, the end of the turn included, else 0; {@code [tokens]}
 */
@SuppressWarnings("ArrayRecordComponent") // made, packed and dropped, never compared
public record Rendered(int[] ids, int[] lossMask) {}
