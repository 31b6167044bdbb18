package dev.heddle.objectives.finetuning;

import dev.heddle.configs.Alias;
import dev.heddle.configs.Default;
import dev.heddle.objectives.meap.CopySettings;
import java.util.Optional;

/**
 * Settings of {@link SupervisedFineTuning}. How conversations are written is the dataset's
 * business.
 *
 * @param trainOnInputs whether prompts are learnt like answers
 * @param meap adds masked copies of long answers; absent: plain next-token prediction
 */
public record SupervisedFineTuningSettings(
    @Alias({"train_on_prompt", "train_on_input"}) @Default("false") boolean trainOnInputs,
    Optional<CopySettings> meap) {}
