package dev.heddle.objectives.masked;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a masking ratio changes over a run. The run file gives points of the run and the ratio there;
 * before the first point it is the ratio that the run starts with. Ettin's recipe, 30 % until 85 %
 * of the run and then linearly down to 15 %, is {@code {shape: linear, shares: [0.85, 1.0], ratios:
 * [0.3, 0.15]}} after a start at 0.3.
 *
 * @param shape between the points: {@code constant} (no points at all), {@code linear}, or {@code
 *     steps} (each ratio holds from its share on)
 * @param shares of the run that lie behind at each point, ascending in [0, 1]
 * @param ratios at the points, each above 0 and at most 1
 */
public record RatioSchedule(
    @Default("constant") Shape shape,
    @Default("[]") List<Double> shares,
    @Default("[]") List<Double> ratios) {

  /** What the ratio does between two points. */
  public enum Shape {
    CONSTANT,
    LINEAR,
    STEPS
  }

  /** The ratio never changes. */
  public static final RatioSchedule CONSTANT =
      new RatioSchedule(Shape.CONSTANT, List.of(), List.of());

  public RatioSchedule {
    shares = List.copyOf(shares);
    ratios = List.copyOf(ratios);
    Checks.of(RatioSchedule.class)
        .require(
            (shape == Shape.CONSTANT) == shares.isEmpty(),
            "shares",
            shares,
            "must hold points for shape linear or steps, and none for constant")
        .require(isAscending(shares), "shares", shares, "must ascend within 0 to 1")
        .require(ratios.size() == shares.size(), "ratios", ratios, "must be as many as shares")
        .require(
            ratios.stream().allMatch(ratio -> ratio > 0 && ratio <= 1),
            "ratios",
            ratios,
            "must each be above 0 and at most 1")
        .done();
  }

  /**
   * The ratio at a share of the run.
   *
   * @param start ratio before the first point
   * @param share of the run that lies behind, in [0, 1]
   */
  public double at(double start, double share) {
    int passed = (int) shares.stream().filter(point -> point <= share).count();
    double before = passed == 0 ? start : ratios.get(passed - 1);
    if (shape != Shape.LINEAR || passed == shares.size()) {
      return before;
    }
    double from = passed == 0 ? 0 : shares.get(passed - 1);
    double way = (share - from) / (shares.get(passed) - from);
    return before + way * (ratios.get(passed) - before);
  }

  private static boolean isAscending(List<Double> shares) {
    boolean isInside = shares.stream().allMatch(share -> share >= 0 && share <= 1);
    return isInside
        && IntStream.range(1, shares.size())
            .allMatch(point -> shares.get(point - 1) < shares.get(point));
  }
}
