package dev.heddle.peft.lora;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.layers.Dropout;
import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Parameter;
import dev.heddle.models.layers.Role;
import dev.heddle.models.layers.Site;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is trained of one changed layer.
 *
 * @param down {@code A [rank, in]}
 * @param up {@code B [out, rank]}
 * @param magnitude of each output, in DoRA
 * @param scale by which {@code B A} counts
 * @param dropout of the input of {@code A}; a table has none
 */
record LoraFactors(
    Parameter down, Parameter up, Optional<Magnitude> magnitude, double scale, Dropout dropout) {

  /**
   * Trained lengths of rows.
   *
   * @param learnt {@code [out]}; the rows' first lengths to begin with
   * @param squares the squared lengths of the frozen rows, {@code [out]}
   */
  record Magnitude(Parameter learnt, NDArray squares) {

    /** Starts at the lengths that the frozen rows have. */
    static Magnitude of(Site site, NDArray squares) {
      Initializer lengths =
          (engine, seed, name, shape) -> {
            NDArray values = squares.sqrt();
            values.attach(engine.root());
            return values;
          };
      return new Magnitude(
          site.parameter("lora_magnitude_vector", Role.NORM, lengths, squares.size()), squares);
    }
  }

  /** Of a linear layer. */
  static LoraFactors ofLinear(
      Site site, LinearWeight weight, LoraPlan plan, Optional<NDArray> squares) {
    int rank = plan.rank(site.path());
    Initializer first = plan.settings().initLoraWeights().down(weight.in(), rank);
    return new LoraFactors(
        site.at("lora_A").parameter("weight", Role.WEIGHT, first, rank, weight.in()),
        site.at("lora_B")
            .parameter("weight", Role.WEIGHT, Initializer.constant(0), weight.out(), rank),
        squares.map(lengths -> Magnitude.of(site, lengths)),
        plan.scale(site.path()),
        Dropout.at(site, "lora_dropout", plan.settings().loraDropout()));
  }

  /** Of a table of {@code count} vectors; here {@code A} starts at 0. */
  static LoraFactors ofTable(
      Site site, long count, long width, LoraPlan plan, Optional<NDArray> squares) {
    int rank = plan.rank(site.path());
    return new LoraFactors(
        site.parameter("lora_embedding_A", Role.EMBEDDING, Initializer.constant(0), rank, count),
        site.parameter("lora_embedding_B", Role.EMBEDDING, Initializer.normal(1), width, rank),
        squares.map(lengths -> Magnitude.of(site, lengths)),
        plan.scale(site.path()),
        Dropout.at(site, "lora_dropout", 0));
  }

  /** All of them. */
  List<Parameter> parameters() {
    return Stream.concat(Stream.of(down, up), magnitude.stream().map(Magnitude::learnt)).toList();
  }
}
