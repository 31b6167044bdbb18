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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Has the model answer every prompt, always with the most probable token, until it ends the text or
 * {@code max_new_tokens} are written. End tokens, special ones and white space around an answer are
 * dropped.
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
    GenerationSettings greedy = greedy(subject);
    Generator generator = new Generator((LanguageModel) subject.model(), greedy);
    Set<Integer> silent = new HashSet<>(greedy.eosTokenId());
    silent.addAll(subject.tokenizer().special().all());
    int written = subject.settings().maxNewTokens();
    LengthBatches<Prompt> batches =
        new LengthBatches<>(
            new Prompts(subject, rows),
            subject.settings().batchTokens(),
            prompt -> prompt.ids().length + written);
    List<Answer> answers = new ArrayList<>();
    while (batches.hasNext()) {
      answers.addAll(answers(generator, subject.tokenizer(), silent, batches.next()));
    }
    return answers;
  }

  private static GenerationSettings greedy(Subject subject) {
    List<Integer> ends =
        Stream.of(
                subject.model().vocabulary().ends().stream(),
                subject.tokenizer().special().eos().stream().boxed(),
                subject.ends().stream())
            .flatMap(Function.identity())
            .distinct()
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
      Generator generator, Tokenizer tokenizer, Set<Integer> silent, List<Prompt> prompts) {
    List<Generation> written = generator.generate(prompts.stream().map(Prompt::ids).toList());
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      answers.add(new Answer(prompts.get(i).right(), text(written.get(i), tokenizer, silent)));
    }
    return answers;
  }

  private static String text(Generation written, Tokenizer tokenizer, Set<Integer> silent) {
    int[] ids =
        written.tokens().stream()
            .filter(id -> !silent.contains(id))
            .mapToInt(Integer::intValue)
            .toArray();
    return tokenizer.decode(ids).strip();
  }
}
