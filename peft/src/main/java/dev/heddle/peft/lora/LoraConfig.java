package dev.heddle.peft.lora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Model;
import dev.heddle.peft.AdapterException;
import dev.heddle.peft.AdapterFolder;
import dev.heddle.peft.engine.ModulePattern;
import dev.heddle.peft.engine.ModuleSelection;
import dev.heddle.peft.engine.PeftTask;
import dev.heddle.peft.lora.LinearWeight.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** {@code adapter_config.json} of LoRA, as PEFT writes and reads it. */
final class LoraConfig {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private LoraConfig() {}

  /**
   * What a stored adapter says.
   *
   * @throws AdapterException when it asks for something that is not computed, naming the key
   */
  static LoraPlan plan(AdapterFolder folder) {
    ConfigValues values = new ConfigValues(folder);
    values.refuseUnknown();
    return new LoraPlan(
        values.pattern("target_modules"), values.pattern("exclude_modules"), values.settings());
  }

  /**
   * The file's content.
   *
   * @param changed paths of the changed modules
   * @param base where the changed model is found
   */
  static byte[] write(
      Model model, LoraPlan plan, ModuleSelection selection, Set<String> changed, String base) {
    LoraSettings settings = plan.settings();
    ObjectNode config = JSON.createObjectNode();
    config.put("peft_type", "LORA");
    PeftTask.write(model, config);
    config.put("base_model_name_or_path", base);
    config.putNull("revision");
    config.put("inference_mode", true);
    config.put("r", settings.r());
    config.set("lora_alpha", number(settings.loraAlpha()));
    config.put("lora_dropout", settings.loraDropout());
    config.set("target_modules", targets(selection.targets(), changed));
    plan.excluded()
        .ifPresent(excluded -> config.set("exclude_modules", targets(excluded, changed)));
    config.put("bias", settings.bias().name().toLowerCase(Locale.ROOT));
    config.put("fan_in_fan_out", isTransposed(model, changed));
    config.set("init_lora_weights", first(settings.initLoraWeights()));
    config.set("modules_to_save", list(selection.toSave()));
    config.set("layers_to_transform", list(settings.layersToTransform()));
    config.set("layers_pattern", list(settings.layersPattern()));
    config.set("rank_pattern", JSON.valueToTree(settings.rankPattern()));
    ObjectNode alphas = config.putObject("alpha_pattern");
    settings.alphaPattern().forEach((key, alpha) -> alphas.set(key, number(alpha)));
    config.put("use_rslora", settings.useRslora());
    config.put("use_dora", settings.useDora());
    return bytes(config);
  }

  /** Paths, where a shorthand may mean other modules to other programs. */
  private static JsonNode targets(ModulePattern pattern, Collection<String> changed) {
    if (pattern instanceof ModulePattern.Names names) {
      return JSON.valueToTree(names.names());
    }
    return pattern instanceof ModulePattern.Expression expression
        ? JSON.getNodeFactory().textNode(expression.text())
        : JSON.valueToTree(changed);
  }

  private static boolean isTransposed(Model model, Set<String> changed) {
    return model.root().projections().entrySet().stream()
        .filter(entry -> changed.contains(entry.getKey()))
        .anyMatch(
            entry ->
                entry.getValue().layer() instanceof LoraLinear layer
                    && layer.layout() == Layout.COLUMNS);
  }

  private static JsonNode first(FirstFactors first) {
    return first == FirstFactors.TRUE
        ? JSON.getNodeFactory().booleanNode(true)
        : JSON.getNodeFactory().textNode("gaussian");
  }

  /** Null stands for none, as PEFT writes it. */
  private static JsonNode list(Collection<?> values) {
    return values.isEmpty() ? JSON.nullNode() : JSON.valueToTree(values);
  }

  /** Whole numbers without a fraction: PEFT's type is an integer. */
  private static JsonNode number(double value) {
    return value == Math.rint(value)
        ? JSON.getNodeFactory().numberNode((long) value)
        : JSON.getNodeFactory().numberNode(value);
  }

  private static byte[] bytes(ObjectNode config) {
    TreeMap<String, JsonNode> sorted = new TreeMap<>();
    config.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    try {
      return (JSON.writeValueAsString(sorted) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Cannot write an adapter's config: " + config, impossible);
    }
  }
}
