package dev.heddle.data.chat.jinja;

/**
 * A part of a text, in Java's characters.
 *
 * @param start its first character
 * @param end behind its last
 */
public record Span(int start, int end) {}
