package dev.heddle.peft.lora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.configs.RunFile;
import dev.heddle.models.Model;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.engine.Activations;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import dev.heddle.models.layers.Parameter;
import dev.heddle.peft.Adapter;
import dev.heddle.peft.AdapterException;
import dev.heddle.peft.AdapterFixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What attaching LoRA does to whole models. */
class LoraTest {
  private static TensorEngine engine;

  @BeforeAll
  static void start() {
    engine = TensorEngine.start(DeviceChoice.CPU, 1);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static List<String> adapters() throws IOException {
    return AdapterFixture.all();
  }

  /** A product with a factor of zero adds nothing, not even rounding. */
  @ParameterizedTest
  @MethodSource("adapters")
  void aFreshAdapterLeavesLogitsAsTheyWereToTheBit(String name) {
    AdapterFixture fixture = new AdapterFixture(name);
    try (Model model = fixture.model(engine);
        Scope scope = engine.scope()) {
      float[] before = fixture.logits(model, scope).toFloatArray();
      attach(model, "target_modules: %s".formatted(targets(model)));
      assertThat(fixture.logits(model, scope).toFloatArray()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void mergedAndUnmergedComputeTheSame(String name) {
    AdapterFixture fixture = new AdapterFixture(name);
    try (Model model = fixture.model(engine);
        Scope scope = engine.scope()) {
      Adapter adapter = fixture.adapter().method().attach(model, 1);
      float[] apart = fixture.logits(model, scope).toFloatArray();
      if (isTied(model, name)) {
        assertThatThrownBy(adapter::merge)
            .hasMessageContaining("is the same array, which the adapter does not change");
        return;
      }
      adapter.merge();
      assertThat(fixture.logits(model, scope).toFloatArray()).containsExactly(apart, offset(1e-5f));
      assertThatThrownBy(adapter::merge)
          .hasMessage(
              "Cannot merge the adapter: it is part of the weights already; unmerge it first");
      adapter.unmerge();
      assertThat(fixture.logits(model, scope).toFloatArray()).containsExactly(apart, offset(1e-5f));
      assertThatThrownBy(adapter::unmerge)
          .hasMessage("Cannot unmerge the adapter: it is not part of the weights; merge it first");
    }
  }

  private static boolean isTied(Model model, String name) {
    boolean changesATable = name.contains("table") || name.equals("bert-biases");
    return changesATable && !model.tiedNames().isEmpty();
  }

  /** The low-rank parts of a layer's groups are computed in the calls that are there. */
  @ParameterizedTest
  @CsvSource({
    "llama, '[q_proj, v_proj]', false",
    "llama, all-linear, false",
    "llama, all-linear, true",
    "llama-biases, '[k_proj, down_proj]', true",
    "bert, '[query, value]', false",
    "gpt2, '[c_attn]', false",
    "t5, '[q, v]', false",
  })
  void adaptersAddNoNativeCalls(String name, String targets, boolean dora) {
    try (Model model = AdapterFixture.model(engine, name);
        Scope scope = engine.scope()) {
      long plain = calls(model, scope);
      attach(model, "target_modules: %s\nuse_dora: %s".formatted(targets, dora));
      calls(model, scope); // the first pass moves frozen weights side by side
      assertThat(calls(model, scope)).isEqualTo(plain);
    }
  }

  private static long calls(Model model, Scope scope) {
    long before = engine.kernels().calls();
    PackedTokens tokens = new PackedTokens(new int[] {5, 6, 7, 8, 9}, new int[] {5});
    AdapterFixture.hidden(model, tokens, tokens, scope);
    return engine.kernels().calls() - before;
  }

  /** Up to the order in which the parts of a gradient are added. */
  @ParameterizedTest
  @MethodSource("adapters")
  void recomputationChangesNoGradient(String name) {
    List<float[]> kept = gradients(name, Activations.KEPT);
    List<float[]> recomputed = gradients(name, Activations.RECOMPUTED);
    assertThat(recomputed).hasSameSizeAs(kept);
    for (int i = 0; i < kept.size(); i++) {
      assertThat(recomputed.get(i)).containsExactly(kept.get(i), offset(1e-4f));
    }
  }

  @SuppressWarnings("try") // recording is open for its duration, never named
  private static List<float[]> gradients(String name, Activations activations) {
    AdapterFixture fixture = new AdapterFixture(name);
    engine.autograd().activations(activations);
    try (Model model = fixture.model(engine);
        Scope scope = engine.scope();
        GradientMode recording = engine.autograd().recording()) {
      List<NDArray> arrays =
          List.copyOf(fixture.adapter().method().attach(model, 1).weights().values());
      engine.autograd().backward(fixture.loss(model, scope), scope.scalar(1));
      List<float[]> gradients = new ArrayList<>();
      for (NDArray array : arrays) {
        gradients.add(
            engine.autograd().gradient(array, scope.manager()).orElseThrow().toFloatArray());
      }
      return gradients;
    } finally {
      engine.autograd().activations(Activations.KEPT);
    }
  }

  @ParameterizedTest
  @CsvSource({"llama, 4", "gpt2, 2", "bert, 4", "t5, 16", "modernbert, 4", "roberta-sequences, 4"})
  void usualTargetsAreThoseOfTheFamily(String name, int modules) {
    try (Model model = AdapterFixture.model(engine, name)) {
      int layers = model.root().projections().size();
      attach(model, "r: 2");
      long changed =
          model.root().projections().values().stream()
              .filter(slot -> slot.layer() instanceof LoraLinear)
              .count();
      assertThat(changed).isEqualTo(modules).isLessThan(layers);
      assertThat(trained(model)).allMatch(parameter -> !parameter.contains("embed"));
    }
  }

  @Test
  void allLinearLeavesTablesAndHeadsAlone() {
    try (Model model = AdapterFixture.model(engine, "bert-sequences")) {
      attach(model, "target_modules: all-linear");
      assertThat(trained(model))
          .contains(
              "bert.encoder.layer.0.output.dense.lora_A.weight",
              "bert.pooler.dense.weight",
              "classifier.weight",
              "classifier.bias")
          .noneMatch(parameter -> parameter.contains("embedding"))
          .noneMatch(parameter -> parameter.startsWith("classifier.lora"));
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "LORA_ONLY, 4", "ALL, 20"})
  void biasesAreTrainedAsAskedFor(TrainedBias bias, int count) {
    try (Model model = AdapterFixture.model(engine, "bert")) {
      attach(model, "bias: " + bias.name().toLowerCase(Locale.ROOT));
      assertThat(trained(model).stream().filter(parameter -> parameter.endsWith(".bias")))
          .hasSize(count);
    }
  }

  @Test
  void modulesToSaveAreTrainedWholeAndNotChanged() {
    try (Model model = AdapterFixture.model(engine, "llama")) {
      Adapter adapter =
          attach(model, "target_modules: [q_proj, down_proj]\nmodules_to_save: [lm_head, mlp]");
      assertThat(adapter.weights())
          .containsKeys(
              "base_model.model.lm_head.weight",
              "base_model.model.model.layers.0.mlp.down_proj.weight",
              "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight")
          .doesNotContainKey("base_model.model.model.layers.0.mlp.down_proj.lora_A.weight");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "llama | target_modules: [query] | Cannot attach LoRA: peft.target_modules means no module;"
            + " modules are down_proj, embed_tokens, gate_proj, k_proj, o_proj, q_proj, up_proj,"
            + " v_proj; correct the names",
        "llama | {target_modules: [q_proj], exclude_modules: [q_proj]} | Cannot attach LoRA:"
            + " peft.target_modules means no module that peft.exclude_modules, modules_to_save and"
            + " layers_to_transform leave; modules",
        "llama | target_modules: [q_proj, lm_head] | Cannot attach LoRA: peft.target_modules means"
            + " [lm_head]; only linear layers and embedding tables can be changed",
        "gpt2 | modules_to_save: [wte] | Cannot attach LoRA: peft.modules_to_save means"
            + " transformer.wte.weight; the model uses it under two names, [lm_head.weight]",
      })
  void refusesWhatItCannotDo(String name, String settings, String message) {
    try (Model model = AdapterFixture.model(engine, name)) {
      assertThatThrownBy(() -> attach(model, settings))
          .isInstanceOf(AdapterException.class)
          .hasMessageStartingWith(message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "r: 0, r=0; must be above 0",
    "lora_alpha: -1, lora_alpha=-1; must be above 0",
    "lora_dropout: 1, 'lora_dropout=1; must be in [0, 1)'",
    "layers_pattern: h, 'layers_pattern=h; needs layers_to_transform'",
    "'{path: runs/lora, r: 4}', 'path=runs/lora; brings all other keys of the section'",
  })
  void refusesSettingsOutOfRange(String settings, String message) {
    assertThatThrownBy(() -> settings(settings)).hasMessageContaining(message);
  }

  /** Regular expressions and names in one, for every small model there is a fixture of. */
  private static String targets(Model model) {
    return model.root().embeddings().keySet().stream()
        .map(path -> "|" + path)
        .reduce("'.*_proj|.*attn.*|.*[.](q|v|wi|query|value)", String::concat)
        .concat("'");
  }

  private static List<String> trained(Model model) {
    return model.parameters().stream().filter(Parameter::isTrainable).map(Parameter::name).toList();
  }

  private static Adapter attach(Model model, String settings) {
    return new LoraProvider().create(settings(settings), AdapterFixture.storage()).attach(model, 3);
  }

  private static LoraSettings settings(String yaml) {
    return RunFile.ofOpenYaml("test", yaml, List.of()).bind(LoraSettings.class);
  }
}
