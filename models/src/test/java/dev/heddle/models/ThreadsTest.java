package dev.heddle.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import dev.heddle.models.engine.DeviceChoice;
import dev.heddle.models.engine.GradientMode;
import dev.heddle.models.engine.KernelException;
import dev.heddle.models.engine.Precision;
import dev.heddle.models.engine.Scope;
import dev.heddle.models.engine.TensorEngine;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several workers in one VM, each with an engine and a model of its own. */
class ThreadsTest {
  private static final int WORKERS = 4;

  @ParameterizedTest
  @ValueSource(strings = {"modernbert", "bert"})
  void workersAtOnceComputeWhatOneComputesAlone(String name) throws Exception {
    List<float[]> alone = worker(name);
    ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    try {
      Callable<List<float[]>> task = () -> worker(name);
      for (Future<List<float[]>> worker :
          threads.invokeAll(IntStream.range(0, WORKERS).mapToObj(i -> task).toList())) {
        assertThat(worker.get()).usingRecursiveComparison().isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The summed gradients of twenty steps on an engine of the calling thread's own. */
  private static List<float[]> worker(String name) {
    PytorchFixture fixture = new PytorchFixture(name);
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        MaskedLanguageModel model = fixture.masked(engine, Precision.FP32);
        GradientMode recording = engine.autograd().recording()) {
      for (int step = 0; step < 20; step++) {
        try (Scope scope = engine.scope()) {
          NDArray hidden = model.encode(fixture.tokens(), scope);
          TokenLoss loss = model.loss(hidden, fixture.rows(), fixture.labels());
          engine.autograd().backward(loss.sum(), scope.scalar(1));
        }
      }
      return model.parameters().stream()
          .map(p -> engine.autograd().gradient(p.value()).orElseThrow().toFloatArray())
          .toList();
    }
  }

  @Test
  void recordingOnOneThreadIsNotRecordingOnAnother() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        GradientMode recording = engine.autograd().recording()) {
      Future<?> other = thread.submit(ThreadsTest::differentiateWithoutRecording);
      assertThatThrownBy(other::get).hasCauseInstanceOf(KernelException.class);
    } finally {
      thread.shutdownNow();
    }
  }

  private static void differentiateWithoutRecording() {
    try (TensorEngine engine = TensorEngine.start(DeviceChoice.CPU, 1);
        Scope scope = engine.scope()) {
      NDArray leaf = scope.scalar(1);
      engine.autograd().track(leaf);
      engine.autograd().backward(engine.kernels().call("gelu", leaf), scope.scalar(1));
    }
  }
}
