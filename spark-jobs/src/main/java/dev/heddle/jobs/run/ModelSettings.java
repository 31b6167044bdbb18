package dev.heddle.jobs.run;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Checks;
import dev.heddle.configs.Choice;
import dev.heddle.configs.Default;
import dev.heddle.configs.Discriminator;
import dev.heddle.configs.Inline;
import dev.heddle.models.registry.ArchitectureProvider;
import java.util.Optional;

/**
 * The section {@code model} of a run file: either a stored model or an architecture with its sizes.
 *
 * @param path a folder in Hugging Face's layout on any file system: the run starts from its config
 *     and weights, and from its tokenizer unless {@code tokenizer.path} names another
 * @param resizeEmbeddings whether tables grow where the tokenizer has more tokens than the stored
 *     model
 * @param fresh an architecture with its sizes, drawn from {@code trainer.seed}
 */
public record ModelSettings(
    @Alias({"name_or_path", "model_name_or_path", "base_model"}) Optional<String> path,
    @Default("false") boolean resizeEmbeddings,
    @Inline @Discriminator("architecture") Optional<Choice<ArchitectureProvider<?>>> fresh) {

  /** Checks that there is one model. */
  public ModelSettings {
    Checks.of(ModelSettings.class)
        .require(
            path.isPresent() || fresh.isPresent(),
            "path",
            "",
            "required, unless model.architecture names what to train from scratch")
        .require(
            path.isEmpty() || fresh.isEmpty(),
            "path",
            path.orElse(""),
            "must be absent where model.architecture is given; a stored model brings its own")
        .require(
            path.isPresent() || !resizeEmbeddings,
            "resizeEmbeddings",
            resizeEmbeddings,
            "needs model.path; a new model has the tokenizer's size anyway")
        .done();
  }
}
