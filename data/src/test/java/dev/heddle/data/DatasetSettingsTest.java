package dev.heddle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.configs.ConfigException;
import dev.heddle.configs.RunFile;
import dev.heddle.data.clean.DeduplicationSettings;
import dev.heddle.data.clean.QualitySettings;
import dev.heddle.data.pack.Packing;
import dev.heddle.data.source.CorpusFormat;
import dev.heddle.data.source.InvalidUtf8;
import dev.heddle.data.source.OnUnreadable;
import dev.heddle.data.split.SplitBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetSettingsTest {

  record Run(DatasetSettings dataset) {}

  @TempDir Path folder;

  @Test
  void defaults() throws IOException {
    DatasetSettings settings = bind("dataset: {path: [corpus]}");

    assertThat(settings)
        .isEqualTo(
            new DatasetSettings(
                List.of("corpus"),
                List.of(),
                CorpusFormat.AUTO,
                "text",
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                SplitBy.DOCUMENT,
                1,
                512,
                Packing.BEST_FIT,
                10_000,
                true,
                false,
                Optional.empty(),
                OnUnreadable.FAIL,
                InvalidUtf8.REPLACE,
                1,
                1_000_000_000,
                8_000_000,
                false,
                false,
                false,
                new QualitySettings(40, 0.25, 0.5, 0.8, 10),
                new DeduplicationSettings(true, true, 0.8, 128, 5, 1)));
  }

  @Test
  void everyKeyIsMapped() throws IOException {
    DatasetSettings settings =
        bind(
            """
            dataset:
              path: [a, "hdfs://name/b/*.jsonl"]
              format: java_methods
              text_column: body
              text_pair_column: other
              label_column: kind
              columns: {anchor: title, positive: body}
              chat_template: chatml
              include: ["**/*.java"]
              exclude: ["**/x/**"]
              val_size: 0.25
              split_by: group
              split_seed: 7
              max_seq_length: 128
              packing: none
              packing_window: 50
              add_special_tokens: false
              add_eos_token: true
              prepared_path: hdfs://name/shards
              on_unreadable: skip
              invalid_utf8: fail
              min_characters: 10
              max_characters: 1000
              max_document_bytes: 2048
              strip_licence_headers: true
              drop_generated: true
              mask_method_names: true
              quality:
                max_mean_word_length: 12
                min_alphanumeric_share: 0.6
                max_repeated_line_share: 0.3
                max_duplicate_ngram_share: 0.2
                ngram_size: 4
              deduplicate:
                exact: false
                near: false
                near_threshold: 0.7
                num_permutations: 64
                shingle_size: 3
                seed: 9
            """);

    assertThat(settings)
        .isEqualTo(
            new DatasetSettings(
                List.of("a", "hdfs://name/b/*.jsonl"),
                List.of(),
                CorpusFormat.JAVA_METHODS,
                "body",
                Optional.of("other"),
                Optional.of("kind"),
                Map.of("anchor", "title", "positive", "body"),
                Optional.of("chatml"),
                List.of("**/*.java"),
                List.of("**/x/**"),
                Optional.of(0.25),
                SplitBy.GROUP,
                7,
                128,
                Packing.NONE,
                50,
                false,
                true,
                Optional.of("hdfs://name/shards"),
                OnUnreadable.SKIP,
                InvalidUtf8.FAIL,
                10,
                1000,
                2048,
                true,
                true,
                true,
                new QualitySettings(12, 0.6, 0.3, 0.2, 4),
                new DeduplicationSettings(false, false, 0.7, 64, 3, 9)));
  }

  @Test
  void filesForValidationStandInPlaceOfAShare() throws IOException {
    assertThat(bind("dataset: {path: [corpus]}").heldOut()).isEqualTo(0.05);
    assertThat(bind("dataset: {path: [corpus], val_size: 0.2}").heldOut()).isEqualTo(0.2);
    DatasetSettings named = bind("dataset: {path: [corpus], eval_path: held.jsonl, val_size: 0}");
    assertThat(named.evalPath()).containsExactly("held.jsonl");
    assertThat(named.heldOut()).isZero();
    assertThatThrownBy(
            () -> bind("dataset: {path: [corpus], eval_path: held.jsonl, val_size: 0.1}"))
        .hasMessageContaining("val_size=0.1")
        .hasMessageContaining("must be 0 or absent, as dataset.eval_path names what is held out");
  }

  @Test
  void namesEveryImpossibleValueAtOnce() {
    assertThatThrownBy(
            () ->
                bind(
                    """
                    dataset:
                      path: [corpus]
                      val_size: 1
                      max_seq_length: 2
                      max_characters: 0
                      mask_method_names: true
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("val_size")
        .hasMessageContaining("must be a share from 0 to below 1")
        .hasMessageContaining("max_seq_length")
        .hasMessageContaining("must be 3 or above")
        .hasMessageContaining("dataset.mask_method_names=true; needs dataset.format=java_methods")
        .hasMessageContaining("max_characters")
        .hasMessageContaining("must be min_characters=1 or above");
  }

  @Test
  void namesImpossibleValuesOfSubsections() {
    assertThatThrownBy(
            () ->
                bind(
                    """
                    dataset:
                      path: [corpus]
                      quality: {min_alphanumeric_share: 2}
                      deduplicate: {near_threshold: 0, num_permutations: 1}
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dataset.quality.min_alphanumeric_share=2; must be from 0 to 1")
        .hasMessageContaining("dataset.deduplicate.near_threshold=0; must be above 0 and at most 1")
        .hasMessageContaining("dataset.deduplicate.num_permutations=1; must be from 2 to 1024");
  }

  @Test
  void pathIsRequired() {
    assertThatThrownBy(() -> bind("dataset: {format: text}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("dataset.path");
  }

  private DatasetSettings bind(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), yaml);
    return RunFile.load(file, List.of(), Map.of()).bind(Run.class).dataset();
  }
}
