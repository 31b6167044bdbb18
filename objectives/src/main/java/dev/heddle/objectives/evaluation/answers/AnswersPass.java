package dev.heddle.objectives.evaluation.answers;

import dev.heddle.data.rows.Rows;
import dev.heddle.data.tokenize.Tokenizer;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.LanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.generation.Generation;
import dev.heddle.models.generation.GenerationSettings;
import dev.heddle.models.generation.Generator;
import dev.heddle.objectives.evaluation.EvaluationSettings;
import dev.heddle.objectives.evaluation.LengthBatches;
import dev.heddle.objectives.evaluation.Pass;
import dev.heddle.objectives.evaluation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Has the model answer every prompt, always with the most probable token, until it ends the text or
 * {@code max_new_tokens} are written. Special tokens and white space around an answer are dropped.
 */
public record AnswersPass() implements Pass<List<Answer>> {

  @Override
  public String needs() {
    return "causal language model";
  }

  @Override
  public boolean fits(Model model) {
    return model instanceof CausalLanguageModel;
  }

  @Override
  public List<String> columns(EvaluationSettings settings) {
    return List.of(settings.promptColumn(), settings.answerColumn());
  }

  @Override
  public List<Answer> run(Subject subject, Rows rows) {
    Generator generator = new Generator((LanguageModel) subject.model(), greedy(subject));
    int written = subject.settings().maxNewTokens();
    LengthBatches<Prompt> batches =
        new LengthBatches<>(
            new Prompts(subject, rows),
            subject.settings().batchTokens(),
            prompt -> prompt.ids().length + written);
    List<Answer> answers = new ArrayList<>();
    while (batches.hasNext()) {
      answers.addAll(answers(generator, subject.tokenizer(), batches.next()));
    }
    return answers;
  }

  private static GenerationSettings greedy(Subject subject) {
    List<Integer> ends =
        Stream.of(subject.model().vocabulary().eos(), subject.tokenizer().special().eos())
            .flatMapToInt(OptionalInt::stream)
            .distinct()
            .boxed()
            .toList();
    return new GenerationSettings(
        false,
        1,
        0,
        1,
        0,
        Optional.of(subject.settings().maxNewTokens()),
        Optional.empty(),
        0,
        ends,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static List<Answer> answers(
      Generator generator, Tokenizer tokenizer, List<Prompt> prompts) {
    List<Generation> written = generator.generate(prompts.stream().map(Prompt::ids).toList());
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      answers.add(new Answer(prompts.get(i).right(), text(written.get(i), tokenizer)));
    }
    return answers;
  }

  private static String text(Generation written, Tokenizer tokenizer) {
    int[] ids =
        written.tokens().stream()
            .filter(id -> !tokenizer.special().all().contains(id))
            .mapToInt(Integer::intValue)
            .toArray();
    return tokenizer.decode(ids).strip();
  }
}
