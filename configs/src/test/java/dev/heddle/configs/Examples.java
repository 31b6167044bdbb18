package dev.heddle.configs;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of every kind that a run file can hold. */
public final class Examples {
  private Examples() {}

  enum Schedule {
    CONSTANT,
    LINEAR,
    WARMUP_STABLE_DECAY
  }

  /** A count, or {@code auto}. */
  record Workers(int count) {
    static Workers parse(String text) {
      if (text.equals("auto")) {
        return new Workers(0);
      }
      if (!text.matches("[1-9][0-9]{0,5}")) {
        throw new IllegalArgumentException("must be auto or a count, not '" + text + "'");
      }
      return new Workers(Integer.parseInt(text));
    }

    @Override
    public String toString() {
      return count == 0 ? "auto" : Integer.toString(count);
    }
  }

  record Dataset(
      @Alias({"data_path", "dataset_dir"}) List<String> path,
      @Default("512") @Alias({"cutoff_len", "sequence_len"}) int maxSeqLength,
      @Default("[]") List<String> exclude,
      @Default("{}") Map<String, String> options) {
    Dataset {
      Checks.of(Dataset.class).positive("maxSeqLength", maxSeqLength).done();
    }
  }

  record Trainer(
      @Default("1e-4") double learningRate,
      @Default("1000") long maxSteps,
      @Default("linear") Schedule lrSchedulerType,
      @Default("auto") Workers numWorkers,
      @Default("false") boolean gradientCheckpointing,
      Optional<Integer> saveTotalLimit,
      @Default("[0.9, 0.999]") List<Double> betas) {
    Trainer {
      Checks.of(Trainer.class)
          .positive("learningRate", learningRate)
          .notNegative("maxSteps", maxSteps)
          .require(betas.size() == 2, "betas", betas, "must be two numbers")
          .done();
    }
  }

  record Hub(Optional<String> hubToken, @Default("https://hub.example") String endpoint) {
    Hub {
      Checks.of(Hub.class)
          .require(
              hubToken.map(token -> token.length() >= 4).orElse(true),
              "hubToken",
              hubToken.orElse(""),
              "must have 4 letters or more")
          .notBlank("endpoint", endpoint)
          .done();
    }
  }

  /** Something to train for. */
  public interface Goal<S extends Record> extends Variant<S> {}

  public record MaskedSettings(
      @Default("0.15") double mlmProbability, @Default("false") boolean wholeWord) {
    public MaskedSettings {
      Checks.of(MaskedSettings.class).inRange("mlmProbability", mlmProbability, 0, 1).done();
    }
  }

  public record CausalSettings(
      @Default("0") double labelSmoothing, @Default("false") boolean wholeWord) {}

  public static final class Masked implements Goal<MaskedSettings> {
    @Override
    public String name() {
      return "mlm";
    }

    @Override
    public Class<MaskedSettings> settingsType() {
      return MaskedSettings.class;
    }
  }

  public static final class Causal implements Goal<CausalSettings> {
    @Override
    public String name() {
      return "clm";
    }

    @Override
    public Class<CausalSettings> settingsType() {
      return CausalSettings.class;
    }
  }

  record Run(
      @Default("runs/x") String outputDir,
      Dataset dataset,
      @Default("{type: mlm}") Choice<Goal<?>> objective,
      @Discriminator("method") Optional<Choice<Goal<?>>> second,
      Trainer trainer,
      Optional<Hub> hub) {}
}
