package dev.heddle.objectives.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.objectives.LossSums;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntityCountsTest {

  private static List<String> tags(String tags) {
    return List.of(tags.split(" "));
  }

  private static EntityCounts counts(String right, String chosen) {
    return EntityCounts.of(tags(right), tags(chosen));
  }

  /** The person is found; the place, two words in truth, is found without its end. */
  @Test
  void anEntityIsRightWhenKindAndBothEndsAre() {
    EntityCounts counts = counts("B-PER I-PER O B-LOC I-LOC", "B-PER I-PER O B-LOC O");
    assertThat(counts).isEqualTo(new EntityCounts(2, 2, 1));
    assertThat(counts.f1()).isEqualTo(0.5);
    assertThat(counts("B-PER I-PER", "B-LOC I-LOC")).isEqualTo(new EntityCounts(1, 1, 0));
  }

  /** As seqeval does unless told to be strict. */
  @Test
  void neighboursAreToldApart() {
    assertThat(counts("B-X B-X I-X", "B-X I-X I-X")).isEqualTo(new EntityCounts(2, 1, 0));
    assertThat(counts("I-X I-X O I-Y", "B-X I-X O B-Y")).isEqualTo(new EntityCounts(2, 2, 2));
    assertThat(counts("B-X I-Y", "B-X B-Y")).isEqualTo(new EntityCounts(2, 2, 2));
    assertThat(counts("O O", "O O")).isEqualTo(EntityCounts.none());
    assertThat(EntityCounts.none().f1()).isZero();
  }

  /** By hand: 3 in truth, 2 found, 1 right: 2 / 5. */
  @Test
  void countsSurviveTheWayThroughSums() {
    EntityCounts first = counts("B-X O B-Y", "B-X O O");
    EntityCounts second = counts("B-X I-X", "B-X O");
    LossSums sums =
        new LossSums(Map.of(), first.sums()).plus(new LossSums(Map.of(), second.sums()));
    assertThat(EntityCounts.of(sums)).isEqualTo(first.plus(second));
    assertThat(EntityCounts.of(sums).f1()).isCloseTo(2 / 5.0, within(1e-12));
  }

  @Test
  void otherTagsMarkNoEntities() {
    assertThat(EntityCounts.areTags(List.of("B-PER", "I-PER", "O"))).isTrue();
    assertThat(EntityCounts.areTags(List.of("B-PER", "I-PER"))).isFalse();
    assertThat(EntityCounts.areTags(List.of("NOUN", "O"))).isFalse();
  }
}
