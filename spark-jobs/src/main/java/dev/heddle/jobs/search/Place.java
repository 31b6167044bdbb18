package dev.heddle.jobs.search;

/**
 * Where a text of a corpus stands.
 *
 * @param title what people know it by: a method's signature, or the start of a text
 * @param path of the file, within an archive too: {@code libraries/c.jar!/org/C.java}
 * @param line from 1
 */
public record Place(String title, String path, int line) {}
