package dev.heddle.models;

/**
 * How a model makes the vector of a text.
 *
 * @param pooling from the vectors of tokens to the vector of the text
 * @param prompts what stands before it
 * @param visibility who sees whom in it
 */
public record SentenceEncoding(
    SentencePooling pooling, SentencePrompts prompts, Visibility visibility) {}
