package dev.heddle.models;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.Scope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model makes of its fixture's batch, whatever kind of model it is.
 *
 * @param hidden {@code [tokens, width]}
 */
record FixturePass(Model model, PytorchFixture fixture, NDArray hidden, Scope scope) {

  static FixturePass of(Model model, PytorchFixture fixture, Scope scope) {
    return new FixturePass(model, fixture, hidden(model, fixture, scope), scope);
  }

  private static NDArray hidden(Model model, PytorchFixture fixture, Scope scope) {
    if (model instanceof SequenceToSequenceModel pairs) {
      return pairs.decode(
          fixture.targets(), memory(pairs, fixture, scope), fixture.tokens(), scope);
    }
    TextEncoder encoder = (TextEncoder) model;
    Visibility visibility = fixture.visibility().orElse(encoder.visibility());
    return encoder.encode(fixture.tokens(), visibility, scope);
  }

  static NDArray memory(SequenceToSequenceModel model, PytorchFixture fixture, Scope scope) {
    return model.encode(fixture.tokens(), scope);
  }

  /** The logits of all rows, or of all sequences. */
  NDArray logits() {
    int[] all = IntStream.range(0, (int) hidden.getShape().get(0)).toArray();
    if (model instanceof SequenceClassifier classifier) {
      return classifier.sequenceLogits(hidden, fixture.tokens());
    }
    if (model instanceof TokenClassifier classifier) {
      return classifier.tokenLogits(hidden, all, fixture.tokens());
    }
    return ((LanguageModel) model).logits(hidden, all);
  }

  /** The scalar that PyTorch's gradients are of. */
  NDArray loss() {
    if (model instanceof LanguageModel language) {
      return language.loss(hidden, fixture.rows(), fixture.labels()).sum();
    }
    if (fixture.has("cotangent")) {
      NDArray cotangent = scope.floats(fixture.expected("cotangent"), hidden.getShape().getShape());
      return model.engine().kernels().call("sum_of_products", List.of(hidden), List.of(cotangent));
    }
    NDArray logits =
        model instanceof TokenClassifier classifier
            ? classifier.tokenLogits(hidden, fixture.rows(), fixture.tokens())
            : logits();
    NDArray labels = scope.longs(fixture.labels(), fixture.labels().length);
    return model.engine().kernels().call("cross_entropy_sum", logits, labels);
  }
}
