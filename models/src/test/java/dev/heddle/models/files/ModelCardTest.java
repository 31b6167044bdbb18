package dev.heddle.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The head is read by a YAML 1.2 parser that shares nothing with the card. */
class ModelCardTest {

  private static final Map<String, Double> RESULTS =
      Map.of("eval_loss", 1.0e-5, "eval_masked_accuracy", 0.625);

  @Test
  void theHeadSaysWhatSearchesLookFor() {
    assertThat(head(card("loom", "apache-2.0", RESULTS)))
        .containsEntry("library_name", "transformers")
        .containsEntry("pipeline_tag", "fill-mask")
        .containsEntry("license", "apache-2.0")
        .containsEntry("language", List.of("no"))
        .containsEntry("tags", List.of("heddle", "12"))
        .containsEntry("datasets", List.of("hdfs://data/a: b"))
        .containsEntry("metrics", List.of("eval_loss", "eval_masked_accuracy"))
        .doesNotContainKey("base_model")
        .containsEntry(
            "model-index",
            List.of(
                Map.of(
                    "name",
                    "loom",
                    "results",
                    List.of(
                        Map.of(
                            "task",
                            Map.of("type", "fill-mask"),
                            "metrics",
                            List.of(
                                Map.of("type", "eval_loss", "value", 1.0e-5),
                                Map.of("type", "eval_masked_accuracy", "value", 0.625)))))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1e3",
        "yes # really",
        "a: {b, [c",
        "'single' and \"double\"",
        "back\\slash\\n",
        "two\nlines\r\nof them",
        "tab\tand bell\u0007 and delete\u007f",
        " spaces around ",
        "--- |",
        "Gewebe \u00e4\u00f6\u00fc \ud83e\uddf6"
      })
  void valuesComeBackAsTheyWere(String value) {
    assertThat(head(card(value, value, RESULTS)))
        .containsEntry("license", value)
        .extractingByKey("model-index")
        .asInstanceOf(LIST)
        .singleElement()
        .extracting("name")
        .isEqualTo(value);
  }

  @Test
  void theTextTellsTheFactsInOrder() {
    assertThat(text(card("loom", "", RESULTS)))
        .isEqualTo(
            """

            # loom

            Learnt from code.

            ## Training data

            - hdfs://data/a: b

            ## Hyperparameters

            - `trainer.learning_rate`: 1e-3
            - `trainer.max_steps`: 100

            ## Results

            | metric | value |
            |---|---|
            | eval_loss | 1.0E-5 |
            | eval_masked_accuracy | 0.625 |

            ## Versions

            - `heddle`: 0.1.0

            """);
  }

  @Test
  void sectionsWithoutFactsAreLeftOut() {
    ModelCard card = card("loom", "", Map.of());
    assertThat(head(card)).doesNotContainKeys("model-index", "metrics", "license");
    assertThat(text(card)).doesNotContain("## Results");
  }

  private static ModelCard card(String name, String license, Map<String, Double> results) {
    return new ModelCard(
        name,
        "transformers",
        "fill-mask",
        "",
        license,
        List.of("no"), // Norwegian, and a boolean in older YAML
        List.of("heddle", "12"),
        List.of("hdfs://data/a: b"),
        "Learnt from code.",
        Map.of("trainer.max_steps", "100", "trainer.learning_rate", "1e-3"),
        results,
        Map.of("heddle", "0.1.0"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> head(ModelCard card) {
    String markdown = card.markdown();
    assertThat(markdown).startsWith("---\n");
    String yaml = markdown.substring(4, end(markdown));
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  private static String text(ModelCard card) {
    return card.markdown().substring(end(card.markdown()) + "\n---\n".length());
  }

  private static int end(String markdown) {
    return markdown.indexOf("\n---\n");
  }
}
