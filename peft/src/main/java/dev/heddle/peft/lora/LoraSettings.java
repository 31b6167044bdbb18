package dev.heddle.peft.lora;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code peft} of a run file with {@code type: lora}; keys, defaults and meanings are
 * PEFT's.
 *
 * @param r the rank: {@code A} is {@code [r, in]}, {@code B} is {@code [out, r]}
 * @param loraAlpha {@code B A} counts by {@code lora_alpha / r}
 * @param loraDropout share of the adapter's input that is dropped in training
 * @param targetModules names of modules or ends of their paths; or one regular expression for whole
 *     paths; or {@code all-linear}; empty for what is usual in the model's family
 * @param excludeModules the same, for what is left as it is
 * @param layersToTransform numbers of the layers whose modules are changed; empty for all
 * @param layersPattern names of the lists of layers, such as {@code layers} or {@code h}
 * @param rankPattern ranks of some modules by regular expressions for ends of their paths
 * @param alphaPattern the same for {@code lora_alpha}
 * @param useRslora whether {@code B A} counts by {@code lora_alpha / sqrt(r)} instead
 * @param useDora whether magnitudes of rows are trained apart from their directions
 * @param modulesToSave ends of paths of modules that are trained as they are; the heads of
 *     classifiers are among them by themselves
 * @param bias which of the model's own biases are trained
 * @param initLoraWeights how {@code A} is drawn
 * @param path a folder of PEFT or of a run, whose adapter is trained further; it brings all of the
 *     above
 */
public record LoraSettings(
    @Default("8") int r,
    @Alias("alpha") @Default("8") double loraAlpha,
    @Alias("dropout") @Default("0") double loraDropout,
    @Default("[]") List<String> targetModules,
    @Default("[]") List<String> excludeModules,
    @Default("[]") List<Integer> layersToTransform,
    @Default("[]") List<String> layersPattern,
    @Default("{}") Map<String, Integer> rankPattern,
    @Default("{}") Map<String, Double> alphaPattern,
    @Default("false") boolean useRslora,
    @Default("false") boolean useDora,
    @Default("[]") List<String> modulesToSave,
    @Default("none") TrainedBias bias,
    @Default("true") FirstFactors initLoraWeights,
    Optional<String> path) {

  /** PEFT's defaults. */
  public static final LoraSettings DEFAULTS =
      new LoraSettings(
          8,
          8,
          0,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          Map.of(),
          false,
          false,
          List.of(),
          TrainedBias.NONE,
          FirstFactors.TRUE,
          Optional.empty());

  /** Checks ranges. */
  public LoraSettings {
    targetModules = List.copyOf(targetModules);
    excludeModules = List.copyOf(excludeModules);
    layersToTransform = List.copyOf(layersToTransform);
    layersPattern = List.copyOf(layersPattern);
    modulesToSave = List.copyOf(modulesToSave);
    Checks.of(LoraSettings.class)
        .positive("r", r)
        .positive("loraAlpha", loraAlpha)
        .require(
            loraDropout >= 0 && loraDropout < 1, "loraDropout", loraDropout, "must be in [0, 1)")
        .require(
            rankPattern.values().stream().allMatch(rank -> rank > 0),
            "rankPattern",
            rankPattern,
            "ranks must be above 0")
        .require(
            layersPattern.isEmpty() || !layersToTransform.isEmpty(),
            "layersPattern",
            layersPattern,
            "needs layers_to_transform")
        .require(
            path.isEmpty()
                || DEFAULTS.equals(
                    new LoraSettings(
                        r,
                        loraAlpha,
                        loraDropout,
                        targetModules,
                        excludeModules,
                        layersToTransform,
                        layersPattern,
                        rankPattern,
                        alphaPattern,
                        useRslora,
                        useDora,
                        modulesToSave,
                        bias,
                        initLoraWeights,
                        Optional.empty())),
            "path",
            path.orElse(""),
            "brings all other keys of the section, which must be absent")
        .done();
  }
}
