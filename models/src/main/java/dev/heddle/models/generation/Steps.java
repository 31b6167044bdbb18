package dev.heddle.models.generation;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.List;
import java.util.stream.IntStream;

/** The loop that adds one token to every open text until none is open. */
final class Steps {
  private final Writer writer;
  private final TensorEngine engine;
  private final TokenChoice choice;
  private final TokenListener listener;

  Steps(Writer writer, TensorEngine engine, GenerationSettings settings, TokenListener listener) {
    this.writer = writer;
    this.engine = engine;
    this.choice = new TokenChoice(engine.kernels(), settings);
    this.listener = listener;
  }

  /** Writes texts to their ends, in the order of the writer's sequences. */
  void run(List<Text> texts) {
    List<Text> open = texts;
    for (int place = 0; !open.isEmpty(); place++) {
      try (Scope scope = engine.scope()) {
        add(logits(open, place, scope), open, place, scope);
      }
      open = stillOpen(open);
    }
  }

  private NDArray logits(List<Text> open, int place, Scope scope) {
    return place == 0
        ? writer.start(scope)
        : writer.next(open.stream().mapToInt(Text::last).toArray(), scope);
  }

  private void add(NDArray logits, List<Text> open, int place, Scope scope) {
    int[] prompts = open.stream().mapToInt(Text::prompt).toArray();
    int[] chosen = choice.next(logits, prompts, place, scope);
    for (int i = 0; i < chosen.length; i++) {
      listener.written(prompts[i], open.get(i).add(chosen[i]));
    }
  }

  private List<Text> stillOpen(List<Text> open) {
    int[] rows = IntStream.range(0, open.size()).filter(i -> open.get(i).isOpen()).toArray();
    if (rows.length == open.size()) {
      return open;
    }
    if (rows.length > 0) {
      writer.keep(rows);
    }
    return IntStream.of(rows).mapToObj(open::get).toList();
  }
}
