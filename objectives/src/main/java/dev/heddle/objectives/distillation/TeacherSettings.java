package dev.heddle.objectives.distillation;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Checks;
import dev.heddle.configs.Default;
import dev.heddle.models.engine.Precision;
import java.util.Optional;

/**
 * Which model teaches.
 *
 * @param path a folder in Hugging Face's layout on any file system, with the student's tokenizer
 * @param precision that the teacher computes in; its weights stay fp32
 * @param cache what is kept of its predictions, so that training needs no teacher; without it the
 *     teacher computes every step
 */
public record TeacherSettings(
    @Alias({"name_or_path", "model_name_or_path"}) String path,
    @Alias("dtype") @Default("fp32") Precision precision,
    Optional<CacheSettings> cache) {

  /** Checks the path. */
  public TeacherSettings {
    Checks.of(TeacherSettings.class).notBlank("path", path).done();
  }
}
