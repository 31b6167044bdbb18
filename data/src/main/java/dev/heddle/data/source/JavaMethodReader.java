package dev.heddle.data.source;

import dev.heddle.data.clean.GeneratedSource;
import dev.heddle.data.code.JavaMethod;
import dev.heddle.data.code.JavaMethods;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * One document for each method of a Java source that has something to learn from: {@code
 * lib.jar!/org/A.java#17}, where 17 is the line of the method's name. Sources that cannot be parsed
 * are counted and left out, as are those that say that a program wrote them.
 */
final class JavaMethodReader implements RecordReader {

  private final RecordReader sources;
  private final ReadContext context;
  private final Queue<Document> ready = new ArrayDeque<>();

  /**
   * @param sources closed with the reader
   */
  JavaMethodReader(RecordReader sources, ReadContext context) {
    this.sources = sources;
    this.context = context;
  }

  @Override
  public Optional<Document> next() throws IOException {
    Optional<Document> source = Optional.empty();
    while (ready.isEmpty()) {
      source = sources.next();
      if (source.isEmpty()) {
        return Optional.empty();
      }
      read(source.get());
    }
    return Optional.of(ready.remove());
  }

  @Override
  public void close() throws IOException {
    sources.close();
  }

  private void read(Document source) {
    if (GeneratedSource.tells(source.text())) {
      context.refusals().count(ReadCount.GENERATED_SOURCES);
      return;
    }
    Set<Integer> lines = new HashSet<>();
    for (JavaMethod method : methods(source)) {
      if (method.isInstructive() && lines.add(method.line())) {
        ready.add(document(source, method));
      } else {
        context.refusals().count(ReadCount.PLAIN_METHODS);
      }
    }
  }

  private List<JavaMethod> methods(Document source) {
    try {
      return JavaMethods.of(source.text());
    } catch (IllegalArgumentException broken) {
      context.refusals().note(ReadCount.UNPARSED_SOURCES, "source=" + source.id(), broken);
      return List.of();
    }
  }

  private Document document(Document source, JavaMethod method) {
    JavaMethod shown = context.rules().maskMethodNames() ? method.masked() : method;
    Map<String, String> columns =
        Map.of(
            "anchor", shown.firstSentence(),
            "instruction", shown.description(),
            "positive", shown.code(),
            "output", shown.code(),
            "name", method.name(),
            "signature", method.signature(),
            "path", source.id(),
            "line", Integer.toString(method.line()));
    return new Document(
        source.id() + "#" + method.line(),
        source.group(),
        shown.description() + '\n' + shown.code(),
        columns);
  }
}
