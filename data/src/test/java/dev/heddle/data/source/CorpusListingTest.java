package dev.heddle.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusListingTest {

  @TempDir Path temporary;
  private Corpus corpus;

  @BeforeEach
  void makeCorpus() {
    corpus = new Corpus(temporary.resolve("corpus"));
  }

  @Test
  void readsEachFileByItsSuffix() {
    corpus
        .with("a.txt", "x")
        .with("b.jsonl", "x")
        .with("c.jsonl.gz", "x")
        .with("d.parquet", "x")
        .with("e-1.0-sources.jar", "x")
        .with("f/g.java", "x")
        .with("h.png", "x");
    assertThat(corpus.files())
        .extracting(SourceFile::name, SourceFile::kind)
        .containsExactly(
            tuple("corpus/a.txt", FileKind.TEXT),
            tuple("corpus/b.jsonl", FileKind.JSONL),
            tuple("corpus/c.jsonl.gz", FileKind.JSONL),
            tuple("corpus/d.parquet", FileKind.PARQUET),
            tuple("corpus/e-1.0-sources.jar", FileKind.ARCHIVE),
            tuple("corpus/f/g.java", FileKind.TEXT));
  }

  @Test
  void takesWhatIncludeNamesAndExcludeDoesNot() {
    corpus
        .include("**/*.{java,special}")
        .exclude("**/test/**", "**/package-info.java")
        .with("A.java", "x")
        .with("src/B.java", "x")
        .with("src/package-info.java", "x")
        .with("src/test/C.java", "x")
        .with("src/d.special", "x")
        .with("src/e.txt", "x");
    assertThat(names())
        .containsExactly("corpus/A.java", "corpus/src/B.java", "corpus/src/d.special");
  }

  @Test
  void leavesHiddenAndEmptyFilesOut() {
    corpus
        .with("_SUCCESS", "x")
        .with(".git/a.txt", "x")
        .with("_temporary/b.txt", "x")
        .with("empty.txt", "")
        .with("c.txt", "x");
    assertThat(names()).containsExactly("corpus/c.txt");
  }

  @Test
  void aForcedFormatTakesEverySuffix() {
    corpus.format(CorpusFormat.JSONL).with("part-00000", "x");
    assertThat(corpus.files()).extracting(SourceFile::kind).containsExactly(FileKind.JSONL);
  }

  @Test
  void groupsByTheFirstFolderOrTheLibrary() {
    corpus
        .with("alpha/x/a.txt", "x")
        .with("beta/b.txt", "x")
        .with("commons-text-1.12.0-sources.jar", "x")
        .with("guava-33.4.0-jre-sources.jar", "x")
        .with("top.txt", "x");
    assertThat(corpus.files())
        .extracting(SourceFile::group)
        .containsExactly("alpha", "beta", "commons-text", "guava", "top.txt");
  }

  @Test
  void namesOfLibraries() {
    assertThat(
            List.of(
                GroupName.library("snakeyaml-engine-2.10-sources.jar"),
                GroupName.library("log4j-slf4j2-impl-2.24.3.jar"),
                GroupName.library("scala-library-2.13.17-sources.jar"),
                GroupName.library("spark-core_2.13-4.1.3-sources.jar"),
                GroupName.library("plain.zip")))
        .containsExactly(
            "snakeyaml-engine", "log4j-slf4j2-impl", "scala-library", "spark-core_2.13", "plain");
  }

  @Test
  void globsMatchFilesAndFolders() {
    corpus.with("2020/a.txt", "x").with("2021/b.txt", "x").with("other/c.txt", "x");
    assertThat(corpus.files(corpus.folder + "/20*"))
        .extracting(SourceFile::name, SourceFile::group)
        .containsExactly(tuple("corpus/2020/a.txt", "2020"), tuple("corpus/2021/b.txt", "2021"));
    assertThat(corpus.files(corpus.folder + "/*/{a,c}.txt"))
        .extracting(SourceFile::name)
        .containsExactly("corpus/2020/a.txt", "corpus/other/c.txt");
  }

  @Test
  void aFileNamedTwiceIsReadOnceAndNamesStayUnique() {
    corpus.with("a.txt", "x");
    Corpus other = new Corpus(temporary.resolve("elsewhere/corpus")).with("a.txt", "y");
    List<SourceFile> files =
        corpus.files(
            corpus.folder.toString(),
            corpus.folder.resolve("a.txt").toString(),
            other.folder.toString());
    assertThat(files)
        .extracting(SourceFile::name)
        .containsExactly("corpus/a.txt", "file://" + other.folder.resolve("a.txt"));
  }

  @Test
  void aMissingCorpusIsNamed() {
    Path nowhere = temporary.resolve("nowhere");
    assertThatThrownBy(() -> corpus.files(nowhere.toString(), nowhere + "/*.txt"))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot read corpus: dataset.path=[%s, %s/*.txt]; nothing is there; correct the path",
            nowhere, nowhere);
  }

  @Test
  void aCorpusWithoutContentIsRefused() {
    corpus.with("a.png", "x").with("empty.txt", "");
    assertThatThrownBy(corpus::files)
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot read corpus: dataset.path=[%s]; of 2 files there, format=AUTO include=[] exclude=[] leave none with content; correct them",
            corpus.folder);
  }

  @Test
  void aBrokenGlobIsNamed() {
    assertThatThrownBy(() -> corpus.include("*.[ja").files())
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("Cannot use glob: \"*.[ja\"; ");
  }

  private List<String> names() {
    return corpus.files().stream().map(SourceFile::name).toList();
  }
}
