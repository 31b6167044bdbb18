package dev.heddle.data.source;

import java.io.Serializable;
import java.net.URI;

/**
 * One file of a corpus.
 *
 * @param uri absolute
 * @param length bytes on disk
 * @param modified milliseconds since 1970-01-01 UTC
 * @param name the path from the corpus's own folder on, {@code corpus/sub/a.txt}: what document ids
 *     begin with
 * @param group see {@link Document#group()}
 * @param kind what to read it as
 */
public record SourceFile(
    URI uri, long length, long modified, String name, String group, FileKind kind)
    implements Serializable {}
