package dev.heddle.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlotTest {
  private final TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
  private final Site site = Site.root(engine, Precision.FP32, 3);
  private final Branch branch = new Branch();
  private final Slot query = branch.addSlot("query", linear("query", 2, 3));
  private final Slot key = branch.addSlot("key", linear("key", 2, 3));

  @AfterEach
  void stop() {
    engine.close();
  }

  private Linear linear(String name, long in, long out) {
    return Linear.biased(site.at(name), in, out, Initializer.normal(1));
  }

  /** A wrapper that adds nothing. */
  private static final class Wrapper extends Projection {
    private final Projection wrapped;

    Wrapper(Projection wrapped) {
      this.wrapped = child("base_layer", wrapped);
    }

    @Override
    public NDArray forward(NDArray x) {
      return wrapped.forward(x);
    }

    @Override
    public long in() {
      return wrapped.in();
    }

    @Override
    public long out() {
      return wrapped.out();
    }
  }

  @Test
  void treesListReplaceableLayersAndParametersInOrder() {
    Branch root = new Branch();
    root.add("attention", branch);
    assertThat(root.projections())
        .containsExactly(entry("attention.query", query), entry("attention.key", key));
    assertThat(root.parameters())
        .extracting(Parameter::name)
        .containsExactly("query.weight", "query.bias", "key.weight", "key.bias");
  }

  @Test
  void tiedParametersAreListedOnce() {
    Parameter shared = branch.parameters().get(0);
    branch.addParameter(shared);
    assertThat(branch.parameters()).hasSize(4).containsOnlyOnce(shared);
  }

  @Test
  void groupsGiveTheSameAfterOneOfThemIsWrapped() {
    LinearGroup group = new LinearGroup(site, List.of(query, key));
    try (Scope scope = engine.scope()) {
      NDArray x = scope.floats(new float[] {1, 2, 3, 4}, 2, 2);
      float[] together = group.forward(x).toFloatArray();
      float[] first = Arrays.copyOf(together, 6); // fewer tokens than inputs take another way
      NDArray one = scope.floats(new float[] {1, 2}, 1, 2);
      assertThat(group.forward(one).toFloatArray()).containsExactly(first, offset(1e-6f));
      key.replace(new Wrapper(key.layer()));
      assertThat(group.forward(x).toFloatArray()).containsExactly(together, offset(1e-6f));
      assertThat(branch.parameters()).hasSize(4);
    }
  }

  @Test
  void refusesALayerOfOtherWidths() {
    assertThatThrownBy(() -> query.replace(linear("other", 2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot replace a linear layer: widths=2 to 4; must be 2 to 3 as before");
  }

  @Test
  void frozenParametersGetNoGradient() {
    Parameter weight = branch.parameters().get(0);
    weight.freeze();
    try (Scope scope = engine.scope();
        var recording = engine.autograd().recording()) {
      NDArray y = query.forward(scope.floats(new float[] {1, 2}, 1, 2));
      engine.autograd().backward(y, scope.floats(new float[] {1, 1, 1}, 1, 3));
      assertThat(weight.isTrainable()).isFalse();
      assertThat(engine.autograd().gradient(weight.value())).isEmpty();
      assertThat(engine.autograd().gradient(branch.parameters().get(1).value())).isPresent();
    }
  }
}
