package dev.heddle.data.split;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.data.source.Document;
import dev.heddle.data.source.FileKind;
import dev.heddle.data.source.SourceFile;
import java.net.URI;
import org.junit.jupiter.api.Test;

class NamedSplitTest {

  @Test
  void documentsOfNamedFilesAreHeldOut() {
    SourceFile file =
        new SourceFile(URI.create("file:/c/a.jsonl"), 3, 5, "c/a.jsonl", "g", FileKind.JSONL);
    SourceFile heldOut = NamedSplit.heldOut(file);
    assertThat(side(file.name() + "#1")).isEqualTo(Side.TRAIN);
    assertThat(side(file.uri() + "#1")).isEqualTo(Side.TRAIN);
    assertThat(side(heldOut.name() + "#1")).isEqualTo(Side.VALIDATION);
    assertThat(heldOut.uri()).isEqualTo(file.uri());
    assertThat(heldOut.name()).isNotEqualTo(file.name());
  }

  private static Side side(String id) {
    return new NamedSplit().sideOf(new Document(id, "g", ""));
  }
}
