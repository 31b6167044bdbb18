package dev.heddle.objectives.evaluation.perplexity;

import ai.djl.ndarray.NDArray;
import dev.heddle.data.rows.Rows;
import dev.heddle.models.CausalLanguageModel;
import dev.heddle.models.Model;
import dev.heddle.models.PackedTokens;
import dev.heddle.models.TokenLoss;
import dev.heddle.models.engine.Scope;
import dev.heddle.objectives.evaluation.EvaluationException;
import dev.heddle.objectives.evaluation.EvaluationSettings;
import dev.heddle.objectives.evaluation.LengthBatches;
import dev.heddle.objectives.evaluation.Pass;
import dev.heddle.objectives.evaluation.Subject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores every token of every text by what stands before it. Texts longer than a window are seen
 * through several, as in the guide "Perplexity of fixed-length models" of Hugging Face's
 * documentation; see {@link Window#of}. Each row is a text of its own, with the tokenizer's special
 * tokens around it; where there is none at its start, its first token has no prediction and is not
 * scored.
 */
public record SlidingWindowPass() implements Pass<TextScore> {

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
    return List.of(settings.textColumn());
  }

  @Override
  public TextScore run(Subject subject, Rows rows) {
    TextWindows windows = new TextWindows(subject, rows, stride(subject));
    LengthBatches<Window> batches =
        new LengthBatches<>(windows, subject.settings().batchTokens(), Window::length);
    TextScore score = TextScore.ZERO;
    while (batches.hasNext()) {
      score = score.plus(score((CausalLanguageModel) subject.model(), batches.next()));
    }
    if (score.tokens() == 0) {
      throw new EvaluationException(
          "Cannot compute perplexity: evaluation.path=%s; no text has two tokens or more; name longer texts"
              .formatted(subject.settings().path()));
    }
    return score.plus(new TextScore(0, 0, windows.bytes()));
  }

  private static int stride(Subject subject) {
    int length = subject.maxLength();
    int stride = subject.settings().stride().orElse(length / 2);
    if (stride >= length) {
      throw new EvaluationException(
          "Cannot compute perplexity: evaluation.stride=%d; must be below the %d tokens of a window; lower it"
              .formatted(stride, length));
    }
    return stride;
  }

  private static TextScore score(CausalLanguageModel model, List<Window> windows) {
    int scored = windows.stream().mapToInt(Window::scored).sum();
    int[] rows = new int[scored];
    int[] labels = new int[scored];
    int filled = 0;
    int start = 0;
    for (Window window : windows) {
      for (int place = window.firstScored(); place < window.length(); place++) {
        rows[filled] = start + place - 1;
        labels[filled++] = window.ids()[place];
      }
      start += window.length();
    }
    try (Scope scope = model.engine().scope()) {
      NDArray hidden = model.encode(packed(windows), scope);
      TokenLoss loss = model.loss(hidden, rows, labels);
      return new TextScore(loss.sum().getFloat(), scored, 0);
    }
  }

  private static PackedTokens packed(List<Window> windows) {
    int[] ids = windows.stream().flatMapToInt(window -> IntStream.of(window.ids())).toArray();
    return new PackedTokens(ids, windows.stream().mapToInt(Window::length).toArray());
  }
}
