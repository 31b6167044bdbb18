package dev.heddle.peft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.peft.AdapterException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PEFT's rules of names, case by case; checked against {@code check_target_module_exists}. */
class ModuleSelectionTest {

  @ParameterizedTest
  @CsvSource({
    // a name is a whole path or an end of it behind a dot
    "q_proj, q_proj, true",
    "q_proj, model.layers.0.self_attn.q_proj, true",
    "self_attn.q_proj, model.layers.0.self_attn.q_proj, true",
    "proj, model.layers.0.self_attn.q_proj, false",
    "q_proj, model.layers.0.q_proj.inner, false",
    "layers, model.layers.0.self_attn.q_proj, false",
    "model.layers.0.self_attn.q_proj, model.layers.0.self_attn.q_proj, true",
    "q_proj|v_proj, model.layers.0.self_attn.v_proj, false",
    // a single entry with other characters is an expression for the whole path
    "'.*(q_proj|v_proj)', model.layers.0.self_attn.v_proj, true",
    "'.*\\.q_proj', q_proj, false",
    "'q_.*', model.layers.0.self_attn.q_proj, false",
    "'.*layers\\.[01]\\..*', model.layers.1.mlp.up_proj, true",
    "'.*layers\\.[01]\\..*', model.layers.2.mlp.up_proj, false",
    "all-linear, model.layers.0.mlp.up_proj, true",
    "ALL-LINEAR, model.layers.0.mlp.up_proj, true",
  })
  void targetsAreNamesOrOneExpression(String target, String path, boolean isTarget) {
    assertThat(selection(target).includes(path)).isEqualTo(isTarget);
  }

  @ParameterizedTest
  @CsvSource({
    "up_proj, model.layers.0.mlp.up_proj, false",
    "'.*layers\\.0\\..*', model.layers.0.mlp.up_proj, false",
    "'.*layers\\.0\\..*', model.layers.1.mlp.up_proj, true",
    "layers.0, model.layers.0.mlp.up_proj, true",
  })
  void exclusionsFollowTheSameRules(String excluded, String path, boolean isLeft) {
    ModuleSelection selection =
        new ModuleSelection(
            pattern("up_proj"), Optional.of(pattern(excluded)), List.of(), List.of(), List.of());
    assertThat(selection.includes(path)).isEqualTo(isLeft);
    assertThat(selection.excludes(path)).isEqualTo(!isLeft);
  }

  @ParameterizedTest
  @CsvSource({
    "classifier.dense, false",
    "roberta.classifier, false",
    "my_classifier.dense, true",
    "encoder.dense, true",
  })
  void whatIsSavedIsNotChangedNorIsWhatIsInIt(String path, boolean isTarget) {
    ModuleSelection selection =
        new ModuleSelection(
            pattern("all-linear"), Optional.empty(), List.of("classifier"), List.of(), List.of());
    assertThat(selection.includes(path)).isEqualTo(isTarget);
  }

  @ParameterizedTest
  @CsvSource({
    "'', model.layers.1.self_attn.q_proj, true",
    "'', model.layers.11.self_attn.q_proj, false",
    "'', model.layers.1.experts.0.q_proj, true",
    "'', model.layers.0.experts.1.q_proj, false",
    "'', model.q_proj, false",
    "layers, model.layers.1.self_attn.q_proj, true",
    "h, model.layers.1.self_attn.q_proj, false",
    "h, transformer.h.1.attn.q_proj, true",
  })
  void layersAreTheFirstNumberOfAPath(String list, String path, boolean isTarget) {
    ModuleSelection selection =
        new ModuleSelection(
            pattern("q_proj"),
            Optional.empty(),
            List.of(),
            List.of(1, 5),
            list.isEmpty() ? List.of() : List.of(list));
    assertThat(selection.includes(path)).isEqualTo(isTarget);
  }

  @Test
  void wholePathsAndExpressionsAreNotLimitedByLayers() {
    String path = "model.layers.0.self_attn.q_proj";
    for (ModulePattern targets :
        List.of(new ModulePattern.Names(List.of(path)), pattern(".*q_proj"))) {
      ModuleSelection selection =
          new ModuleSelection(targets, Optional.empty(), List.of(), List.of(7), List.of());
      assertThat(selection.includes(path)).isTrue();
    }
  }

  @Test
  void theFirstPatternThatFitsTheEndOfAPathGivesItsValue() {
    Map<String, Integer> ranks = new LinkedHashMap<>();
    ranks.put("layers.0.q_proj", 3);
    ranks.put("q_proj", 2);
    ranks.put("layers\\.[12]\\..*", 5);
    PatternMap<Integer> map = new PatternMap<>(ranks);
    assertThat(map.of("model.layers.0.q_proj", 8)).isEqualTo(3);
    assertThat(map.of("model.layers.1.q_proj", 8)).isEqualTo(2);
    assertThat(map.of("model.layers.1.v_proj", 8)).isEqualTo(5);
    assertThat(map.of("model.layers.0.v_proj", 8)).isEqualTo(8);
    assertThat(map.of("model.layers.0.other_q_proj", 8)).isEqualTo(8);
  }

  @Test
  void refusesABrokenExpression() {
    assertThatThrownBy(() -> pattern(".*(q_proj"))
        .isInstanceOf(AdapterException.class)
        .hasMessageStartingWith("Cannot choose modules: pattern=.*(q_proj; it is no regular");
  }

  private static ModuleSelection selection(String target) {
    return new ModuleSelection(pattern(target), Optional.empty(), List.of(), List.of(), List.of());
  }

  private static ModulePattern pattern(String... entries) {
    return ModulePattern.of(Arrays.asList(entries));
  }
}
