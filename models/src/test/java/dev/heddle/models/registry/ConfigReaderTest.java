package dev.heddle.models.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.heddle.models.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
  @Test
  void headsAreThoseThatConfigsName() throws JsonProcessingException {
    assertThat(task("['BertForMaskedLM']")).isEqualTo(Task.LANGUAGE_MODELLING);
    assertThat(task("['GPT2LMHeadModel']")).isEqualTo(Task.LANGUAGE_MODELLING);
    assertThat(task("['T5ForConditionalGeneration']")).isEqualTo(Task.LANGUAGE_MODELLING);
    assertThat(task("['Gemma3TextModel']")).isEqualTo(new Task.Embedding());
    assertThat(task("[]")).isEqualTo(Task.LANGUAGE_MODELLING);
  }

  @Test
  void classesHaveTheNamesThatConfigsGiveThem() throws JsonProcessingException {
    assertThat(task("['LlamaForSequenceClassification'], 'id2label': {'1': 'no', '0': 'yes'}"))
        .isEqualTo(new Task.SequenceClassification(List.of("yes", "no")));
    assertThat(task("['GPT2ForTokenClassification'], 'num_labels': 3"))
        .isEqualTo(new Task.TokenClassification(List.of("LABEL_0", "LABEL_1", "LABEL_2")));
    assertThat(task("['BertForTokenClassification']"))
        .isEqualTo(new Task.TokenClassification(List.of("LABEL_0", "LABEL_1")));
  }

  private static Task task(String architectures) throws JsonProcessingException {
    String config = "{'architectures': %s}".formatted(architectures).replace('\'', '"');
    return new ConfigReader(new ObjectMapper().readTree(config)).task();
  }
}
