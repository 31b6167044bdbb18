package dev.heddle.models.files;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Facts about a trained model, told as the {@code README.md} that Hugging Face shows: a YAML head
 * for its search, then text.
 *
 * @param name of the model, usually the run's
 * @param libraryName that loads it, such as {@code transformers}
 * @param pipelineTag what it does, such as {@code fill-mask}
 * @param baseModel it was trained from; empty for one trained from scratch
 * @param license of the model, by Hugging Face's short name; empty if not stated
 * @param languages as ISO 639 codes
 * @param tags further words to find it by
 * @param datasets names or URIs of the training data
 * @param description one paragraph
 * @param hyperparameters by the run file's keys
 * @param results evaluation metrics by name
 * @param versions of the libraries that computed
 */
public record ModelCard(
    String name,
    String libraryName,
    String pipelineTag,
    String baseModel,
    String license,
    List<String> languages,
    List<String> tags,
    List<String> datasets,
    String description,
    Map<String, String> hyperparameters,
    Map<String, Double> results,
    Map<String, String> versions) {
  /** Its name in a model's folder. */
  public static final String FILE = "README.md";

  private static final Map<String, String> PIPELINES =
      Map.of(
          "ForMaskedLM", "fill-mask",
          "ForCausalLM", "text-generation",
          "LMHeadModel", "text-generation",
          "ForConditionalGeneration", "text2text-generation",
          "ForSequenceClassification", "text-classification",
          "ForTokenClassification", "token-classification");

  /** Characters that YAML allows only in escaped form, or would fold. */
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

  /** What Hugging Face calls the use of a model whose class in transformers has this name. */
  public static String pipelineTag(String modelClass) {
    return PIPELINES.entrySet().stream()
        .filter(pipeline -> modelClass.endsWith(pipeline.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("feature-extraction");
  }

  /** The whole file. */
  public String markdown() {
    return head()
        + "\n# "
        + name
        + "\n\n"
        + description
        + "\n\n"
        + section("Training data", bullets(datasets))
        + section("Hyperparameters", facts(hyperparameters))
        + section("Results", table())
        + section("Versions", facts(versions));
  }

  private String head() {
    StringBuilder yaml = new StringBuilder("---\n");
    text(yaml, "library_name", libraryName);
    text(yaml, "pipeline_tag", pipelineTag);
    text(yaml, "base_model", baseModel);
    text(yaml, "license", license);
    list(yaml, "language", languages);
    list(yaml, "tags", tags);
    list(yaml, "datasets", datasets);
    list(yaml, "metrics", List.copyOf(new TreeMap<>(results).keySet()));
    modelIndex(yaml);
    return yaml.append("---\n").toString();
  }

  private void modelIndex(StringBuilder yaml) {
    if (results.isEmpty()) {
      return;
    }
    yaml.append("model-index:\n- name: ").append(quoted(name));
    yaml.append("\n  results:\n  - task:\n      type: ")
        .append(quoted(pipelineTag))
        .append("\n    metrics:\n");
    new TreeMap<>(results)
        .forEach(
            (metric, value) ->
                yaml.append("    - type: ")
                    .append(quoted(metric))
                    .append("\n      value: ")
                    .append(value)
                    .append('\n'));
  }

  private String table() {
    if (results.isEmpty()) {
      return "";
    }
    return "| metric | value |\n|---|---|\n"
        + new TreeMap<>(results)
            .entrySet().stream()
                .map(entry -> "| " + cell(entry.getKey()) + " | " + entry.getValue() + " |\n")
                .collect(Collectors.joining());
  }

  private static void text(StringBuilder yaml, String key, String value) {
    if (!value.isEmpty()) {
      yaml.append(key).append(": ").append(quoted(value)).append('\n');
    }
  }

  private static void list(StringBuilder yaml, String key, List<String> values) {
    if (!values.isEmpty()) {
      yaml.append(key).append(":\n");
      values.forEach(value -> yaml.append("- ").append(quoted(value)).append('\n'));
    }
  }

  private static String section(String title, String body) {
    return body.isEmpty() ? "" : "## " + title + "\n\n" + body + "\n";
  }

  private static String bullets(List<String> items) {
    return items.stream().map(item -> "- " + item + "\n").collect(Collectors.joining());
  }

  private static String facts(Map<String, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(entry -> "- `" + entry.getKey() + "`: " + entry.getValue() + "\n")
            .collect(Collectors.joining());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  /** In YAML's double quotes, so that no value is taken for a number, a null or a comment. */
  private static String quoted(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + CONTROL.matcher(escaped).replaceAll(ModelCard::codePoint) + '"';
  }

  private static String codePoint(MatchResult character) {
    return "\\\\x%02x".formatted((int) character.group().charAt(0));
  }
}
