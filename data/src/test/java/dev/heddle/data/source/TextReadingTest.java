package dev.heddle.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain files, compressed files and archives, sound and broken. */
class TextReadingTest {

  private static final byte[] LATIN_1 = "caf\u00e9 noir".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path temporary;
  private Corpus corpus;

  @BeforeEach
  void makeCorpus() {
    corpus = new Corpus(temporary.resolve("corpus"));
  }

  @Test
  void aFileIsADocument() throws IOException {
    corpus
        .with("a.txt", "One.\n\nTwo.\n")
        .with("b.txt", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'x'})
        .with("c.md.gz", Corpus.gzip("packed"));
    assertThat(corpus.read())
        .containsExactly(
            new Document("corpus/a.txt", "a.txt", "One.\n\nTwo.\n"),
            new Document("corpus/b.txt", "b.txt", "x"),
            new Document("corpus/c.md.gz", "c.md.gz", "packed"));
    assertThat(corpus.count(ReadCount.FILES)).isEqualTo(3);
    assertThat(corpus.count(ReadCount.DOCUMENTS)).isEqualTo(3);
  }

  @Test
  void theLongestDocumentIsNotCut() {
    String text = "x\n".repeat(Corpus.MOST / 2);
    assertThat(corpus.with("a.txt", text).read())
        .containsExactly(new Document("corpus/a.txt", "a.txt", text));
  }

  @Test
  void aLongerOneIsCutAtABlankLine() {
    String first = "a".repeat(599) + "\n" + "b".repeat(100) + "\n\n";
    String second = "c".repeat(400) + "\n";
    assertThat(corpus.with("a.txt", first + second).read())
        .extracting(Document::id, Document::text)
        .containsExactly(tuple("corpus/a.txt#1", first), tuple("corpus/a.txt#2", second));
  }

  @Test
  void orAtTheEndOfALine() {
    String first = "a".repeat(400) + "\n" + "b".repeat(400) + "\n";
    String second = "c".repeat(400) + "\r\n" + "d".repeat(400);
    assertThat(corpus.with("a.txt", first + second).texts()).containsExactly(first, second);
  }

  @Test
  void cuttingLosesNothing() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append("line ").append(i).append(i % 7 == 0 ? " é\r\n\r\n" : "\n");
    }
    List<String> pieces = corpus.with("a.txt", text.toString()).texts();
    assertThat(String.join("", pieces)).isEqualTo(text.toString());
    assertThat(pieces)
        .allSatisfy(
            piece ->
                assertThat(piece.getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(Corpus.MOST));
  }

  @Test
  void aLineLongerThanADocumentStopsTheReading() {
    corpus.with("a.txt", "short\n" + "x".repeat(5000) + "\nlast\n");
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot read corpus: file=%s offset=6; a line is longer than dataset.max_document_bytes=1024; mend it, or leave such out with dataset.on_unreadable=skip",
            uri("a.txt"));
  }

  @Test
  void orIsLeftOutAndCounted() {
    corpus.skipUnreadable().with("a.txt", "short\n" + "x".repeat(5000) + "\nlast\n");
    assertThat(corpus.texts()).containsExactly("short\n", "last\n");
    assertThat(corpus.count(ReadCount.OVERLONG_RECORDS)).isEqualTo(1);
    assertThat(corpus.tally.notes()).singleElement().asString().contains("a.txt offset=6");
  }

  @Test
  void wrongBytesAreReplacedAndCounted() {
    corpus.with("a.txt", LATIN_1).with("b.txt", "a true \uFFFD is none");
    assertThat(corpus.texts()).containsExactly("caf\uFFFD noir", "a true \uFFFD is none");
    assertThat(corpus.count(ReadCount.INVALID_UTF8)).isEqualTo(1);
  }

  @Test
  void orLeftOutWithTheirDocument() {
    corpus.invalidUtf8(InvalidUtf8.SKIP).with("a.txt", LATIN_1).with("b.txt", "sound");
    assertThat(corpus.texts()).containsExactly("sound");
    assertThat(corpus.count(ReadCount.INVALID_UTF8)).isEqualTo(1);
  }

  @Test
  void orFatal() {
    corpus.invalidUtf8(InvalidUtf8.FAIL).with("a.txt", LATIN_1);
    assertThatThrownBy(corpus::read)
        .hasMessage(
            "Cannot read corpus: file=%s; it is not valid UTF-8; convert it, or set dataset.invalid_utf8 to replace or skip",
            uri("a.txt"));
  }

  @Test
  void anArchiveIsReadLikeAFolder() throws IOException {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("org/B.java", "class B {}");
    entries.put("org/", "");
    entries.put("META-INF/MANIFEST.MF", "none");
    entries.put("A.java", "class A {}");
    entries.put("org/package-info.java", "package org;");
    corpus
        .format(CorpusFormat.SOURCE_TREE)
        .include("**/*.java")
        .exclude("**/package-info.java")
        .with("lib-1.2-sources.jar", Corpus.zip(entries));
    assertThat(corpus.read())
        .containsExactly(
            new Document("corpus/lib-1.2-sources.jar!/org/B.java", "lib", "class B {}"),
            new Document("corpus/lib-1.2-sources.jar!/A.java", "lib", "class A {}"));
  }

  @Test
  void truncatedFilesAreNamed() throws IOException {
    byte[] jar = Corpus.zip(Map.of("A.java", "class A {}", "B.java", "class B {}"));
    corpus.with("lib.jar", Arrays.copyOf(jar, jar.length / 2));
    assertThatThrownBy(corpus::read)
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot read corpus: file=%s; it is not a zip file, or a truncated one; mend it, or leave such out with dataset.on_unreadable=skip",
            uri("lib.jar"));
  }

  @Test
  void oneUnreadableFileAmongManyIsLeftOut() throws IOException {
    byte[] gzip = Corpus.gzip("cut off");
    corpus
        .skipUnreadable()
        .with("a.txt", "first")
        .with("b.txt.gz", Arrays.copyOf(gzip, gzip.length - 6))
        .with("c.txt.gz", "no gzip at all")
        .with("d.jar", "no zip at all")
        .with("e.parquet", "no Parquet at all, to be sure")
        .with("f.txt", "last");
    assertThat(corpus.texts()).containsExactly("first", "last");
    assertThat(corpus.count(ReadCount.UNREADABLE_FILES)).isEqualTo(4);
    assertThat(corpus.tally.notes())
        .hasSize(4)
        .anySatisfy(note -> assertThat(note).startsWith("file=" + uri("e.parquet")));
  }

  @Test
  void aFileThatVanishedIsUnreadable() throws IOException {
    SourceFile file = corpus.with("a.txt", "x").files().get(0);
    Files.delete(corpus.folder.resolve("a.txt"));
    assertThatThrownBy(() -> corpus.read(file))
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("Cannot read corpus: file=" + uri("a.txt"));
  }

  private String uri(String name) {
    return "file://" + corpus.folder.resolve(name);
  }
}
