package dev.heddle.models.layers.feedforward;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Branch;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A mixture of experts (Shazeer et al. 2017, arXiv:1701.06538; Jiang et al. 2024,
 * arXiv:2401.04088): a router scores all experts for every token, the best few compute it, and
 * their results are added up by their softmax among the chosen. Tokens are sorted by expert, so
 * each expert multiplies its own tokens at once and nothing is computed for the others. One native
 * call while no adapter has replaced a layer of an expert.
 *
 * <p>The load-balancing loss of Mixtral's training is no part of this: transformers adds it to the
 * language modelling loss only where {@code output_router_logits} is set.
 */
public final class MixtureOfExperts extends FeedForward {
  private final Site site;
  private final int chosen;
  private final Parameter router;
  private final List<Expert> experts = new ArrayList<>();

  /** Named as in Mixtral's files: {@code gate}, then {@code experts.0.w1} and so on. */
  public MixtureOfExperts(Site site, Sizes sizes, Initializer first) {
    this.site = site;
    this.chosen = sizes.chosen;
    this.router =
        child("gate", new Branch())
            .addParameter(
                site.at("gate")
                    .parameter("weight", Role.WEIGHT, first, sizes.experts, sizes.width));
    Branch branch = child("experts", new Branch());
    for (int index = 0; index < sizes.experts; index++) {
      String name = Integer.toString(index);
      Site at = site.at("experts").at(name);
      experts.add(branch.add(name, new Expert(at, sizes.width, sizes.inner, first)));
    }
  }

  @Override
  public NDArray forward(NDArray x) {
    List<NDArray> gates = new ArrayList<>();
    List<NDArray> downs = new ArrayList<>();
    List<NDArray> ups = new ArrayList<>();
    for (Expert expert : experts) {
      Optional<List<NDArray>> weights = expert.plainWeights();
      if (weights.isEmpty()) {
        return oneByOne(x);
      }
      gates.add(weights.get().get(0));
      downs.add(weights.get().get(1));
      ups.add(weights.get().get(2));
    }
    long compute = site.precision().scalarType();
    return site.kernels()
        .call("silu_experts", x, router.value(), gates, downs, ups, chosen, compute);
  }

  private NDArray oneByOne(NDArray x) {
    NDArray[] routed = site.kernels().callAll("route", x, router.value(), chosen);
    NDArray[] sorted = site.kernels().callAll("by_expert", routed[1], experts.size());
    NDArray[] tokens = site.kernels().callAll("tokens_of_experts", x, sorted[0], sorted[1], chosen);
    List<List<NDArray>> keys = keys(sorted);
    List<NDArray> made = new ArrayList<>();
    for (int index = 0; index < experts.size(); index++) {
      Expert expert = experts.get(index);
      NDArray own = tokens[index];
      made.add(site.engine().noise().during(keys.get(index), () -> expert.forward(own)));
    }
    NDArray result = site.kernels().call("weigh_experts", made, sorted[0], routed[0]);
    made.forEach(NDArray::close);
    Arrays.stream(tokens).forEach(NDArray::close);
    return result;
  }

  /** The noise of each expert's tokens, for adapters that drop. */
  private List<List<NDArray>> keys(NDArray... sorted) {
    List<NDArray> all = site.engine().noise().keys();
    if (all.isEmpty()) {
      return Collections.nCopies(experts.size(), List.of());
    }
    NDArray[] parts =
        site.kernels().callAll("tokens_of_experts", all.get(0), sorted[0], sorted[1], chosen);
    return Arrays.stream(parts).map(List::of).toList();
  }

  /**
   * What it is made of.
   *
   * @param width of a token's vector
   * @param inner how many units an expert has
   * @param experts how many there are
   * @param chosen how many of them compute a token
   */
  public record Sizes(int width, int inner, int experts, int chosen) {}
}
