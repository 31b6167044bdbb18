package dev.heddle.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.storage.HadoopStorage;
import dev.heddle.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {
  private static final List<Place> PLACES =
      List.of(
          new Place("int one()", "lib.jar!/A.java", 7),
          new Place("String \"two\"()", "lib.jar!/B.java", 1),
          new Place("void three()", "C.java", 99));

  private static final SearchIndex INDEX =
      new SearchIndex(new float[] {1, 0, 0, 1, .6f, .8f}, PLACES);

  private final Storage storage = HadoopStorage.local();

  @TempDir private Path folder;

  @Test
  void nearestPlacesComeFirst() {
    List<Answer> answers = INDEX.nearest(new float[] {.8f, .6f}, 2);
    assertThat(answers).extracting(Answer::place).containsExactly(PLACES.get(2), PLACES.get(0));
    assertThat(answers.get(0).score()).isCloseTo(.96, within(1e-6));
    assertThat(answers.get(1)).hasToString("0.800  int one()\n       lib.jar!/A.java:7");
    assertThat(INDEX.nearest(new float[] {1, 0}, 50)).hasSize(3);
  }

  @Test
  void whatIsWrittenIsFoundByItsModelAlone() {
    IndexFolder files = new IndexFolder(storage, folder.toUri());
    assertThat(files.find("model 1")).isEmpty();
    files.write(INDEX, 2, "model 1");
    SearchIndex found = files.find("model 1").orElseThrow();
    assertThat(found.places()).isEqualTo(PLACES);
    assertThat(found.vectors()).containsExactly(INDEX.vectors());
    assertThat(files.find("model 2")).isEmpty();
    files.write(INDEX, 2, "model 2");
    assertThat(files.find("model 2")).isPresent();
  }

  @Test
  void modelsAreToldApartByEachFileThatVectorsDependOn() throws IOException {
    Files.createDirectory(folder.resolve("1_Pooling"));
    Files.writeString(folder.resolve("1_Pooling/config.json"), "{}");
    Files.writeString(folder.resolve("model.safetensors"), "weights");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    String first = digest();
    Files.writeString(folder.resolve("README.md"), "no matter");
    assertThat(digest()).isEqualTo(first);
    Files.writeString(folder.resolve("1_Pooling/config.json"), "{ }");
    String second = digest();
    Files.writeString(folder.resolve("model.safetensors"), "weight");
    assertThat(List.of(second, digest())).doesNotContain(first).doesNotHaveDuplicates();
  }

  @Test
  void foldersWithoutASentenceEncoderAreRefused() {
    assertThatThrownBy(
            () ->
                new SearchJob(storage, folder.toString())
                    .run("text", 1, SearchJob.Renewal.WHEN_NEEDED))
        .isInstanceOf(SearchException.class)
        .hasMessageStartingWith("Cannot search: folder=")
        .hasMessageContaining(
            "it holds no sentence encoder; name the output folder of a run with objective.type=contrastive");
  }

  private String digest() {
    return ModelDigest.of(storage, folder.toUri());
  }
}
