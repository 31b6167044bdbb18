package dev.heddle.objectives.evaluation.classification;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.rows.Rows;
import dev.heddle.models.Model;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.SequenceClassifier;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.classification.ClassCounts;
import dev.heddle.objectives.evaluation.EvaluationSettings;
import dev.heddle.objectives.evaluation.LengthBatches;
import dev.heddle.objectives.evaluation.Pass;
import dev.heddle.objectives.evaluation.Subject;
import java.util.List;
import java.util.stream.IntStream;

/** Puts every text into the class with the highest logit; of equal ones into the first. */
public record ClassificationPass() implements Pass<ClassCounts> {

  @Override
  public String needs() {
    return "sequence classifier of two classes or more";
  }

  @Override
  public boolean fits(Model model) {
    return model instanceof SequenceClassifier classifier && classifier.labels().size() > 1;
  }

  @Override
  public List<String> columns(EvaluationSettings settings) {
    return List.of(settings.textColumn(), settings.labelColumn());
  }

  @Override
  public ClassCounts run(Subject subject, Rows rows) {
    SequenceClassifier model = (SequenceClassifier) subject.model();
    ClassCounts counts = new ClassCounts(model.labels().size());
    LengthBatches<LabelledText> batches =
        new LengthBatches<>(
            new LabelledTexts(subject, rows, model.labels()),
            subject.settings().batchTokens(),
            LabelledText::length);
    while (batches.hasNext()) {
      count(model, batches.next(), counts);
    }
    return counts;
  }

  private static void count(
      SequenceClassifier model, List<LabelledText> texts, ClassCounts counts) {
    int classes = model.labels().size();
    float[] logits = logits(model, packed(texts));
    for (int text = 0; text < texts.size(); text++) {
      counts.add(texts.get(text).truth(), highest(logits, text * classes, classes));
    }
  }

  private static float[] logits(SequenceClassifier model, PackedTokens tokens) {
    try (Scope scope = model.engine().scope()) {
      NDArray hidden = model.encode(tokens, scope);
      return model.sequenceLogits(hidden, tokens).toFloatArray();
    }
  }

  private static PackedTokens packed(List<LabelledText> texts) {
    return new PackedTokens(
        texts.stream().flatMapToInt(text -> IntStream.of(text.ids())).toArray(),
        texts.stream().mapToInt(LabelledText::length).toArray());
  }

  private static int highest(float[] logits, int start, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = logits[start + c] > logits[start + best] ? c : best;
    }
    return best;
  }
}
