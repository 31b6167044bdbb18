package dev.heddle.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import dev.heddle.models.modernbert.ModernBertSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {
  private static final String REST =
      "\noutput_dir: out\ndataset: {path: corpus}\nobjective: {type: mlm}\n";

  @Test
  void anArchitectureHasItsSizesBesideIt() {
    ModelSettings model = bind("model: {architecture: modernbert, hidden_size: 96}").model();

    assertThat(model.path()).isEmpty();
    assertThat(model.resizeEmbeddings()).isFalse();
    assertThat(model.fresh().orElseThrow().variant().name()).isEqualTo("modernbert");
    assertThat(((ModernBertSettings) model.fresh().orElseThrow().settings()).hiddenSize())
        .isEqualTo(96);
  }

  @Test
  void aStoredModelBringsItsTokenizer() {
    RunSettings run = bind("model: {path: 'hdfs:///m', resize_embeddings: true}");

    assertThat(run.model().path()).contains("hdfs:///m");
    assertThat(run.model().resizeEmbeddings()).isTrue();
    assertThat(run.tokenizer().path()).contains("hdfs:///m");
    assertThat(bind("model: {path: a}\ntokenizer: {path: b}").tokenizer().path()).contains("b");
    assertThat(bind("model: {architecture: bert}").tokenizer().path()).isEmpty();
  }

  @Test
  void namesOfOtherProgramsAreUnderstood() {
    for (String name : List.of("name_or_path", "model_name_or_path", "base_model")) {
      assertThat(bind("model: {" + name + ": here}").model().path()).contains("here");
    }
  }

  @Test
  void thereIsOneModel() {
    refuses("", "model.path; required, unless model.architecture names what to train");
    refuses(
        "model: {path: a, architecture: bert}",
        "model.path=a; must be absent where model.architecture is given; ");
    refuses(
        "model: {architecture: bert, resize_embeddings: true}",
        "model.resize_embeddings=true; needs model.path; ");
    refuses("model: {path: a, hidden_size: 5}", "model.hidden_size=5; unknown key of model; ");
  }

  private static void refuses(String model, String problem) {

    assertThatThrownBy(() -> bind(model))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  private static RunSettings bind(String model) {
    return RunFile.ofOpenYaml("run.yaml", model + REST, List.of()).bind(RunSettings.class);
  }
}
