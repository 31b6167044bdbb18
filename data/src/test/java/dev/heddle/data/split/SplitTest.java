package dev.heddle.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heddle.data.source.CorpusException;
import dev.heddle.data.source.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void holdsOutTheShareOfDocumentsAskedFor() {
    DocumentSplit split = new DocumentSplit(0.05, 1);
    int documents = 20_000;
    int heldOut = 0;
    for (int i = 0; i < documents; i++) {
      heldOut += split.sideOf(document("corpus/" + i, "g")) == Side.VALIDATION ? 1 : 0;
    }
    // Five standard deviations of a binomial: sqrt(0.05 · 0.95 / 20,000) = 0.00154.
    assertThat((double) heldOut / documents).isCloseTo(0.05, within(0.0077));
  }

  @Test
  void nothingIsHeldOutAtZero() {
    assertThat(new DocumentSplit(0, 1).sideOf(document("a", "g"))).isEqualTo(Side.TRAIN);
    assertThat(GroupSplit.choose(Map.of("a", 5L), 0, 1).heldOut()).isEmpty();
  }

  @Property
  void raisingTheShareOnlyMovesDocumentsIntoValidation(
      @ForAll String id,
      @ForAll @DoubleRange(max = 0.99) double one,
      @ForAll @DoubleRange(max = 0.99) double other) {
    Side small = new DocumentSplit(Math.min(one, other), 3).sideOf(document(id, "g"));
    Side large = new DocumentSplit(Math.max(one, other), 3).sideOf(document(id, "g"));
    assertThat(large).isGreaterThanOrEqualTo(small);
  }

  @Property
  void groupsAreOnOneSideAndBothSidesHaveOne(
      @ForAll @Size(min = 2, max = 40)
          Map<@NotEmpty String, @LongRange(min = 1, max = 1_000_000) Long> sizes,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double share,
      @ForAll long seed) {
    Set<String> heldOut = GroupSplit.choose(sizes, share, seed).heldOut();
    assertThat(heldOut).isNotEmpty().isSubsetOf(sizes.keySet());
    assertThat(heldOut.size()).isLessThan(sizes.size());
  }

  @Property
  void manySmallGroupsComeCloseToTheShare(
      @ForAll @IntRange(min = 200, max = 400) int groups, @ForAll long seed) {
    Map<String, Long> sizes = new HashMap<>();
    for (int i = 0; i < groups; i++) {
      sizes.put("library-" + i, 100L);
    }
    int heldOut = GroupSplit.choose(sizes, 0.1, seed).heldOut().size();
    assertThat((double) heldOut).isCloseTo(groups * 0.1, within(0.5));
  }

  /** Target 10 of 200: only the group of 8 brings the sum closer, from 10 off to 2 off. */
  @Test
  void leavesOutGroupsThatOvershoot() {
    Map<String, Long> sizes = Map.of("a", 92L, "b", 100L, "c", 8L);
    for (long seed = 0; seed < 20; seed++) {
      assertThat(GroupSplit.choose(sizes, 0.05, seed).heldOut()).containsExactly("c");
    }
  }

  @Test
  void takesTheSmallestGroupIfAllAreTooLarge() {
    GroupSplit split = GroupSplit.choose(Map.of("a", 500L, "b", 400L, "c", 600L), 0.01, 1);
    assertThat(split.heldOut()).containsExactly("b");
    assertThat(split.sideOf(document("x", "b"))).isEqualTo(Side.VALIDATION);
    assertThat(split.sideOf(document("x", "a"))).isEqualTo(Side.TRAIN);
  }

  @Test
  void oneGroupCannotBeSplit() {
    assertThatThrownBy(() -> GroupSplit.choose(Map.of("all", 500L), 0.1, 1))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            "Cannot split by group: dataset.path holds the groups [all]; at least two are needed to"
                + " hold one out; use dataset.split_by=document");
  }

  private static Document document(String id, String group) {
    return new Document(id, group, "text");
  }

  /** Documents of one file go together; a file of its own goes as its documents would. */
  @Test
  void filesAreHeldOutAsAWhole() {
    SplitRule rule = new FileSplit(0.3, 5);
    int held = 0;
    for (int file = 0; file < 1000; file++) {
      String name = "c/lib.jar!/A%d.java".formatted(file);
      Side side = rule.sideOf(new Document(name, "g", "x"));
      held += side == Side.VALIDATION ? 1 : 0;
      for (int line : new int[] {1, 17, 300}) {
        assertThat(rule.sideOf(new Document(name + "#" + line, "g", "x"))).isEqualTo(side);
      }
    }
    assertThat(held).isBetween(250, 350);
  }
}
