package dev.heddle.models.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.heddle.models.Task;
import dev.heddle.models.Vocabulary;
import java.util.List;
import java.util.OptionalInt;

/** The parts of a Hugging Face config that all architectures share. */
public final class ConfigWriter {
  private static final String ENDS = "eos_token_id";
  private static final String SINGLE_LABEL = "single_label_classification";

  private ConfigWriter() {}

  /** A config that says which class of transformers loads it. */
  public static ObjectNode start(String architecture, String modelType) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.putArray("architectures").add(architecture);
    out.put("model_type", modelType);
    out.put("dtype", "float32");
    return out;
  }

  /** A config of a model with a task's head. */
  public static ObjectNode start(ClassNames classes, String modelType, Task task) {
    ObjectNode out = start(classes.of(task), modelType);
    if (task instanceof Task.SequenceClassification wanted) {
      putLabels(out, wanted.labels());
      out.put("problem_type", wanted.labels().size() == 1 ? "regression" : SINGLE_LABEL);
    } else if (task instanceof Task.TokenClassification wanted) {
      putLabels(out, wanted.labels());
    }
    return out;
  }

  private static void putLabels(ObjectNode out, List<String> labels) {
    ObjectNode names = out.putObject("id2label");
    ObjectNode ids = out.putObject("label2id");
    for (int id = 0; id < labels.size(); id++) {
      names.put(Integer.toString(id), labels.get(id));
      ids.put(labels.get(id), id);
    }
  }

  /**
   * The vocabulary's size and special ids; null where there is none, as the reader's default would
   * lie outside of it; several end tokens are a list.
   */
  public static void putVocabulary(ObjectNode out, Vocabulary vocabulary) {
    out.put("vocab_size", vocabulary.size());
    put(out, "pad_token_id", vocabulary.pad());
    put(out, "cls_token_id", vocabulary.cls());
    put(out, "sep_token_id", vocabulary.sep());
    put(out, "bos_token_id", vocabulary.bos());
    put(out, ENDS, vocabulary.eos());
    if (!vocabulary.otherEnds().isEmpty()) {
      vocabulary.ends().forEach(out.putArray(ENDS)::add);
    }
  }

  private static void put(ObjectNode out, String key, OptionalInt id) {
    if (id.isPresent()) {
      out.put(key, id.getAsInt());
    } else {
      out.putNull(key);
    }
  }
}
