package dev.heddle.data.tokenize;

/**
 * A token that is found in text before anything else looks at it.
 *
 * @param id its id
 * @param content what it looks like in text
 * @param isSpecial whether it marks structure and carries no text
 */
record AddedToken(int id, String content, boolean isSpecial) {}
