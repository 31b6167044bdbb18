package dev.heddle.peft.lora;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heddle.configs.InvalidSettings;
import dev.heddle.peft.AdapterException;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.peft.engine.ModulePattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads PEFT's keys. */
final class ConfigValues {
  /** Keys with a meaning here. */
  private static final Set<String> KNOWN =
      Set.of(
          "r",
          "lora_alpha",
          "lora_dropout",
          "target_modules",
          "exclude_modules",
          "layers_to_transform",
          "layers_pattern",
          "rank_pattern",
          "alpha_pattern",
          "use_rslora",
          "use_dora",
          "modules_to_save",
          "bias",
          "init_lora_weights");

  /** Keys that do not change what is computed, whatever they hold. */
  private static final Set<String> SILENT =
      Set.of(
          "peft_type",
          "task_type",
          "base_model_name_or_path",
          "revision",
          "inference_mode",
          "auto_mapping",
          "fan_in_fan_out",
          "megatron_core",
          "qalora_group_size",
          "runtime_config",
          "peft_version");

  /** Ways of drawing factors that leave the model's own weights as they are. */
  private static final Set<String> HARMLESS =
      Set.of("true", "false", "gaussian", "eva", "orthogonal");

  private final AdapterFolder folder;
  private final JsonNode config;

  ConfigValues(AdapterFolder folder) {
    this.folder = folder;
    this.config = folder.config();
  }

  /** Refuses keys that ask for something, unless it is known what. */
  void refuseUnknown() {
    config
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              if (!KNOWN.contains(key) && !SILENT.contains(key) && !isNeutral(entry.getValue())) {
                throw refusal(key, entry.getValue(), "it is not computed here");
              }
            });
    JsonNode first = config.path("init_lora_weights");
    if (!isNeutral(first) && !HARMLESS.contains(first.asText().toLowerCase(Locale.ROOT))) {
      throw refusal(
          "init_lora_weights", first, "it changes the model's own weights, which are not stored");
    }
  }

  private static boolean isNeutral(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isBoolean() && !value.asBoolean())
        || (value.isContainerNode() && value.isEmpty())
        || (value.isTextual() && value.asText().isEmpty());
  }

  private AdapterException refusal(String key, JsonNode value, String why) {
    return new AdapterException(
        "Cannot read adapter: folder=%s; %s=%s; %s; merge it with the program that made it and use the merged model"
            .formatted(folder.uri(), key, value, why));
  }

  /** A list of names or a single expression; empty for none. */
  Optional<ModulePattern> pattern(String key) {
    JsonNode value = config.path(key);
    if (isNeutral(value)) {
      return Optional.empty();
    }
    return Optional.of(
        value.isTextual()
            ? ModulePattern.ofText(value.asText())
            : new ModulePattern.Names(texts(key)));
  }

  /** All that is not a pattern of modules. */
  LoraSettings settings() {
    try {
      return new LoraSettings(
          config.path("r").asInt(LoraSettings.DEFAULTS.r()),
          config.path("lora_alpha").asDouble(LoraSettings.DEFAULTS.loraAlpha()),
          config.path("lora_dropout").asDouble(LoraSettings.DEFAULTS.loraDropout()),
          List.of(),
          List.of(),
          integers("layers_to_transform"),
          texts("layers_pattern"),
          ranks(),
          alphas(),
          config.path("use_rslora").asBoolean(false),
          config.path("use_dora").asBoolean(false),
          texts("modules_to_save"),
          bias(),
          config.path("init_lora_weights").asText().equals("gaussian")
              ? FirstFactors.GAUSSIAN
              : FirstFactors.TRUE,
          Optional.empty());
    } catch (InvalidSettings refused) {
      throw new AdapterException(
          "Cannot read adapter: folder=%s; %s".formatted(folder.uri(), refused.getMessage()),
          refused);
    }
  }

  private TrainedBias bias() {
    String name = config.path("bias").asText("none");
    for (TrainedBias bias : TrainedBias.values()) {
      if (bias.name().toLowerCase(Locale.ROOT).equals(name)) {
        return bias;
      }
    }
    throw refusal("bias", config.path("bias"), "choices are none, all, lora_only");
  }

  /** A list, or a single value as a list of one. */
  private List<JsonNode> list(String key) {
    JsonNode value = config.path(key);
    List<JsonNode> items = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(items::add);
    } else if (!isNeutral(value)) {
      items.add(value);
    }
    return items;
  }

  private List<String> texts(String key) {
    return list(key).stream().map(JsonNode::asText).toList();
  }

  private List<Integer> integers(String key) {
    return list(key).stream().map(JsonNode::asInt).toList();
  }

  private Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    config
        .path("rank_pattern")
        .properties()
        .forEach(entry -> ranks.put(entry.getKey(), entry.getValue().asInt()));
    return ranks;
  }

  private Map<String, Double> alphas() {
    Map<String, Double> alphas = new LinkedHashMap<>();
    config
        .path("alpha_pattern")
        .properties()
        .forEach(entry -> alphas.put(entry.getKey(), entry.getValue().asDouble()));
    return alphas;
  }
}
