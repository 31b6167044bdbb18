package dev.heddle.objectives.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.objectives.evaluation.Expected;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassCountsTest {

  @Test
  void countsByHand() {
    // F1: class 0 has 1 hit of 2 true and 1 chosen, 2/3; class 1 has 1 hit of 1 and 3, 1/2;
    // class 2 is never chosen, 0; class 3 does not occur, 0.
    ClassCounts counts = counts(4, new int[] {0, 0, 1, 2}, new int[] {0, 1, 1, 1});
    assertThat(counts.accuracy()).isEqualTo(0.5);
    assertThat(counts.microF1()).isEqualTo(0.5);
    assertThat(counts.macroF1()).isCloseTo((2.0 / 3 + 0.5 + 0 + 0) / 4, within(1e-15));
  }

  @Test
  void nothingCountedIsZero() {
    ClassCounts none = new ClassCounts(2);
    assertThat(List.of(none.accuracy(), none.microF1(), none.macroF1()))
        .containsExactly(0.0, 0.0, 0.0);
  }

  @Test
  void equalsScikitLearn() {
    List<JsonNode> cases = Expected.items(Expected.read("metrics.json").path("classes"));
    assertThat(cases).hasSize(7);
    for (JsonNode one : cases) {
      ClassCounts counts = counts(5, numbers(one.path("truth")), numbers(one.path("chosen")));
      assertThat(counts.accuracy()).isCloseTo(one.path("accuracy").asDouble(), within(1e-12));
      assertThat(counts.macroF1()).isCloseTo(one.path("f1_macro").asDouble(), within(1e-12));
      assertThat(counts.microF1()).isCloseTo(one.path("f1_micro").asDouble(), within(1e-12));
    }
  }

  private static int[] numbers(JsonNode list) {
    return Expected.items(list).stream().mapToInt(JsonNode::asInt).toArray();
  }

  private static ClassCounts counts(int classes, int[] truth, int[] chosen) {
    ClassCounts counts = new ClassCounts(classes);
    for (int i = 0; i < truth.length; i++) {
      counts.add(truth[i], chosen[i]);
    }
    return counts;
  }
}
