package dev.heddle.models.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.configs.InvalidSettings;
import dev.heddle.models.Pooling;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import dev.heddle.models.bert.BertSettings;
import dev.heddle.models.modernbert.ModernBertSettings;
import dev.heddle.models.roberta.RobertaSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ArchitecturesTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          100,
          OptionalInt.of(0),
          OptionalInt.of(1),
          OptionalInt.of(2),
          OptionalInt.empty(),
          OptionalInt.of(2));
  private static final ModernBertSettings MODERN =
      new ModernBertSettings(
          24,
          40,
          5,
          2,
          77,
          12,
          2,
          5000,
          70,
          1e-6,
          true,
          true,
          true,
          true,
          false,
          0.03,
          2.5,
          0.1,
          0.2,
          0.3,
          0.4,
          Pooling.MEAN);
  private static final BertSettings BERT =
      new BertSettings(24, 40, 5, 2, 77, 3, 1e-6, 0.03, 0.2, 0.3, Optional.of(0.4));

  private static final RobertaSettings ROBERTA =
      new RobertaSettings(24, 40, 5, 2, 77, 1, 1e-6, 0.03, 0.2, 0.3, Optional.of(0.4));

  /** The provider of a name, whose settings are of a known type. */
  @SuppressWarnings("unchecked")
  private static <S extends Record> ArchitectureProvider<S> provider(String name) {
    return (ArchitectureProvider<S>) Architectures.named(name);
  }

  @Test
  void listsTheChoicesWhenAnArchitectureIsUnknown() {
    assertThatThrownBy(() -> Architectures.named("modernbrt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot find an architecture: architecture=modernbrt; choices are bart, bert, ")
        .hasMessageContaining(", modernbert")
        .hasMessageEndingWith("; correct the name or add its jar");
  }

  @Test
  void modernBertReadsWhatItWrites() {
    ArchitectureProvider<ModernBertSettings> provider = provider("modernbert");
    ObjectNode config = provider.toHuggingFace(MODERN, VOCABULARY, Task.LANGUAGE_MODELLING);
    assertThat(provider.fromHuggingFace(config)).isEqualTo(MODERN);
    assertThat(provider.vocabulary(config)).isEqualTo(VOCABULARY);
    assertThat(config.path("bos_token_id").isNull()).isTrue();
  }

  /** transformers 4 knows two thetas and a period where 5 knows dictionaries and a list. */
  @Test
  void modernBertReadsEitherStyleOfKeys() {
    ArchitectureProvider<ModernBertSettings> provider = provider("modernbert");
    ObjectNode older = provider.toHuggingFace(MODERN, VOCABULARY, Task.LANGUAGE_MODELLING);
    older.remove("rope_parameters");
    older.remove("layer_types");
    assertThat(provider.fromHuggingFace(older)).isEqualTo(MODERN);
    ObjectNode newer = provider.toHuggingFace(MODERN, VOCABULARY, Task.LANGUAGE_MODELLING);
    newer.remove("global_rope_theta");
    newer.remove("local_rope_theta");
    newer.remove("global_attn_every_n_layers");
    assertThat(provider.fromHuggingFace(newer)).isEqualTo(MODERN);
  }

  @Test
  void modernBertRefusesLayersInAnOrderOfTheirOwn() {
    ArchitectureProvider<ModernBertSettings> provider = provider("modernbert");
    ObjectNode config = provider.toHuggingFace(MODERN, VOCABULARY, Task.LANGUAGE_MODELLING);
    config.putArray("layer_types").add("sliding_attention").add("full_attention");
    config.put("num_hidden_layers", 2);
    assertThatThrownBy(() -> provider.fromHuggingFace(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read a model's config: layer_types=[\"sliding_attention\"");
  }

  @Test
  void bertReadsWhatItWrites() {
    ArchitectureProvider<BertSettings> provider = provider("bert");
    ObjectNode config = provider.toHuggingFace(BERT, VOCABULARY, Task.LANGUAGE_MODELLING);
    assertThat(provider.fromHuggingFace(config)).isEqualTo(BERT);
    assertThat(provider.vocabulary(config)).isEqualTo(VOCABULARY);
  }

  @Test
  void defaultsAreThePapersBaseModels() {
    ObjectNode empty = JsonNodeFactory.instance.objectNode();
    assertThat(Architectures.ofModelType("modernbert").fromHuggingFace(empty))
        .isEqualTo(
            new ModernBertSettings(
                768,
                1152,
                22,
                12,
                8192,
                128,
                3,
                160_000,
                10_000,
                1e-5,
                false,
                false,
                false,
                false,
                true,
                0.02,
                2.0,
                0,
                0,
                0,
                0,
                Pooling.CLS));
    assertThat(Architectures.ofModelType("bert").fromHuggingFace(empty))
        .isEqualTo(
            new BertSettings(768, 3072, 12, 12, 512, 2, 1e-12, 0.02, 0.1, 0.1, Optional.empty()));
  }

  @Test
  void robertaReadsWhatItWrites() {
    ArchitectureProvider<RobertaSettings> provider = provider("roberta");
    ObjectNode config = provider.toHuggingFace(ROBERTA, VOCABULARY, Task.LANGUAGE_MODELLING);
    assertThat(provider.fromHuggingFace(config)).isEqualTo(ROBERTA);
    assertThat(config.path("architectures").path(0).asText()).isEqualTo("RobertaForMaskedLM");
    assertThat(
            provider("xlm-roberta")
                .toHuggingFace(ROBERTA, VOCABULARY, new Task.Embedding())
                .path("architectures")
                .path(0)
                .asText())
        .isEqualTo("XLMRobertaModel");
  }

  @Test
  void configsOfClassifiersNameTheirLabels() {
    Task task = new Task.SequenceClassification(List.of("dull", "bright"));
    ObjectNode config = provider("bert").toHuggingFace(BERT, VOCABULARY, task);
    assertThat(config.path("architectures").path(0).asText())
        .isEqualTo("BertForSequenceClassification");
    assertThat(config.path("problem_type").asText()).isEqualTo("single_label_classification");
    assertThat(config.path("id2label").toString()).isEqualTo("{\"0\":\"dull\",\"1\":\"bright\"}");
    assertThat(config.path("label2id").toString()).isEqualTo("{\"dull\":0,\"bright\":1}");
    ObjectNode tokens =
        provider("modernbert")
            .toHuggingFace(MODERN, VOCABULARY, new Task.TokenClassification(List.of("O")));
    assertThat(tokens.path("architectures").path(0).asText())
        .isEqualTo("ModernBertForTokenClassification");
    assertThat(tokens.has("problem_type")).isFalse();
  }

  @Test
  void aScaleIsARegression() {
    Task task = new Task.SequenceClassification(List.of("score"));
    ObjectNode config = provider("roberta").toHuggingFace(ROBERTA, VOCABULARY, task);
    assertThat(config.path("problem_type").asText()).isEqualTo("regression");
  }

  @Test
  void refusesAnActivationItDoesNotCompute() {
    ObjectNode config =
        provider("bert")
            .toHuggingFace(BERT, VOCABULARY, Task.LANGUAGE_MODELLING)
            .put("hidden_act", "relu");
    assertThatThrownBy(() -> provider("bert").fromHuggingFace(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read a model's config: hidden_act=\"relu\"; Heddle computes gelu only");
  }

  @Test
  void refusesSizesThatDoNotDivide() {
    assertThatThrownBy(
            () -> new BertSettings(25, 40, 5, 2, 77, 3, 1e-6, 0.03, 0, 0, Optional.empty()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("hidden_size")
        .hasMessageContaining("must be a multiple of num_attention_heads (2)");
    assertThatThrownBy(
            () ->
                new ModernBertSettings(
                    26,
                    40,
                    5,
                    2,
                    77,
                    12,
                    2,
                    5000,
                    70,
                    1e-6,
                    true,
                    true,
                    true,
                    true,
                    false,
                    0,
                    2,
                    0,
                    0,
                    0,
                    0,
                    Pooling.CLS))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("must be a multiple of twice num_attention_heads (2)")
        .hasMessageContaining("initializer_range");
  }
}
