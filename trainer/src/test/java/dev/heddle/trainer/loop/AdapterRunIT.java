package dev.heddle.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.configs.Choice;
import dev.heddle.configs.RunFile;
import dev.heddle.models.files.SafetensorsReader;
import dev.heddle.models.files.TensorInfo;
import dev.heddle.peft.MethodProvider;
import dev.heddle.peft.lora.LoraProvider;
import dev.heddle.peft.lora.LoraSettings;
import dev.heddle.storage.Storage;
import dev.heddle.trainer.Resume;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that train an adapter: what is stored, what stays, and that a resumed run is the same. */
class AdapterRunIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"use_dora: false", "use_dora: true"})
  void resumesBitForBitFromTheAdapterAlone(String form) {
    TinyRun whole = run("whole", form);
    whole.run();
    TinyRun first = run("part", form);
    int[] asked = {0};
    first.stop = () -> asked[0]++ == 6;
    assertThat(first.run().isComplete()).isFalse();
    TinyRun second = run("part", form);
    second.resume = Resume.parse("true");
    second.run();
    List<Double> losses = new ArrayList<>(first.losses());
    losses.addAll(second.losses());
    assertThat(losses).isEqualTo(whole.losses());
    assertThat(losses.get(11)).isLessThan(losses.get(0));
    for (String file : List.of("adapter_model.safetensors", "optimizer.safetensors")) {
      assertThat(bytes(second, file)).as(file).isEqualTo(bytes(whole, file));
    }
  }

  /** Two modules a layer of width 32, rank 2: only those have gradients, moments and a file. */
  @Test
  void checkpointsHoldTheAdapterAndNothingElse() throws IOException {
    TinyRun run = run("run", "{target_modules: [Wqkv], r: 2}");
    run.run();
    assertThat(run.storage().exists(file(run, "model.safetensors"))).isFalse();
    assertThat(run.storage().exists(file(run, "config.json"))).isFalse();
    assertThat(tensors(run, "adapter_model.safetensors"))
        .containsExactlyInAnyOrder(
            "base_model.model.model.layers.0.attn.Wqkv.lora_A.weight [2, 32]",
            "base_model.model.model.layers.0.attn.Wqkv.lora_B.weight [96, 2]",
            "base_model.model.model.layers.1.attn.Wqkv.lora_A.weight [2, 32]",
            "base_model.model.model.layers.1.attn.Wqkv.lora_B.weight [96, 2]");
    assertThat(tensors(run, "optimizer.safetensors"))
        .hasSize(8)
        .allMatch(tensor -> tensor.contains(".lora_"));
    JsonNode config = new ObjectMapper().readTree(bytes(run, "adapter_config.json"));
    assertThat(config.path("peft_type").asText()).isEqualTo("LORA");
    assertThat(config.path("auto_mapping").path("base_model_class").asText())
        .isEqualTo("ModernBertForMaskedLM");
  }

  @Test
  void fourWorkersTrainWhatOneTrains() throws Exception {
    TinyRun one = run("one", "r: 4");
    one.run();
    TinyRun four = run("four", "r: 4");
    four.batch = 4;
    for (Future<WorkerResult> outcome : TinyGroup.run(4, four::run)) {
      outcome.get();
    }
    assertThat(four.losses()).hasSize(12);
    for (int step = 0; step < 12; step++) {
      assertThat(four.losses().get(step)).isCloseTo(one.losses().get(step), withinPercentage(0.01));
    }
  }

  private TinyRun run(String output, String settings) {
    TinyRun run = new TinyRun(folder);
    run.output = output;
    run.steps = 12;
    run.rate = 2e-2;
    run.peft = Optional.of(choice(settings));
    return run;
  }

  private static Choice<MethodProvider<?>> choice(String settings) {
    return new Choice<>(
        new LoraProvider(),
        RunFile.ofOpenYaml("test", settings, List.of()).bind(LoraSettings.class));
  }

  private static URI file(TinyRun run, String name) {
    return Storage.below(Storage.below(run.outputDir(), "checkpoint-12"), name);
  }

  private static byte[] bytes(TinyRun run, String name) {
    return run.storage().read(file(run, name));
  }

  private static List<String> tensors(TinyRun run, String name) {
    try (SafetensorsReader reader = SafetensorsReader.open(run.storage(), file(run, name))) {
      return reader.header().tensors().stream()
          .map((TensorInfo info) -> info.name() + " " + info.shape())
          .toList();
    }
  }
}
