package dev.heddle.objectives.distillation;

import dev.heddle.configs.Checks;
import dev.heddle.configs.Choice;
import dev.heddle.configs.Default;
import dev.heddle.objectives.ObjectiveProvider;
import java.util.Locale;

/**
 * Settings of {@link Distillation}; names as in TRL and Hugging Face's examples where they have
 * them.
 *
 * @param task the objective that says what is predicted where, and gives the hard labels
 * @param teacher whose predictions are imitated
 * @param temperature that both models' logits are divided by in the divergence; 1 for language
 *     models as a rule, 2 to 4 for few classes
 * @param divergence how far the student is from the teacher
 * @param beta of the generalised Jensen-Shannon divergence, between 0 and 1
 * @param alpha weight of the divergence; the hard labels have the rest
 * @param hidden the term of the hidden states
 */
public record DistillationSettings(
    @Default("{type: clm}") Choice<ObjectiveProvider<?>> task,
    TeacherSettings teacher,
    @Default("2.0") double temperature,
    @Default("forward_kl") Divergence divergence,
    @Default("0.5") double beta,
    @Default("0.5") double alpha,
    HiddenSettings hidden) {

  private static final String CACHED = "must be %s where teacher.cache is given; %s";

  /** Checks ranges, and that the teacher is there where it is needed. */
  public DistillationSettings {
    boolean cached = teacher.cache().isPresent();
    Checks.of(DistillationSettings.class)
        .positive("temperature", temperature)
        .require(beta > 0 && beta < 1, "beta", beta, "must be above 0 and below 1")
        .inRange("alpha", alpha, 0, 1)
        .require(
            !cached || divergence == Divergence.FORWARD_KL,
            "divergence",
            divergence.name().toLowerCase(Locale.ROOT),
            CACHED.formatted("forward_kl", "the others need whole predictions"))
        .require(
            !cached || hidden.weight() == 0,
            "hidden",
            hidden.weight(),
            CACHED.formatted("of weight 0", "hidden states are not kept"))
        .done();
  }
}
