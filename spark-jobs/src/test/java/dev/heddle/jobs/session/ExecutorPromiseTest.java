package dev.heddle.jobs.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorPromiseTest {
  private final SparkConf settings = new SparkConf(false);

  @Test
  void theNumberOfExecutorsIsFirm() {
    settings.set("spark.executor.instances", "8");

    ExecutorPromise promise = ExecutorPromise.of(settings);

    assertThat(promise.isFirm()).isTrue();
    assertThat(promise.isKeptBy(new Registered(7, 28))).isFalse();
    assertThat(promise.isKeptBy(new Registered(8, 32))).isTrue();
    assertThat(promise).hasToString("spark.executor.instances=8");
  }

  @ParameterizedTest
  @CsvSource({"yarn", "k8s://https://127.0.0.1:6443"})
  void managersThatStartTwoExecutorsByDefaultPromiseTwo(String master) {
    settings.set("spark.master", master);

    assertThat(ExecutorPromise.of(settings)).hasToString("spark.executor.instances=2");
  }

  @Test
  void coresOfAStandaloneClusterAreAnUpperBoundOfSlots() {
    settings.set("spark.master", "spark://127.0.0.1:7077");
    settings.set("spark.cores.max", "17");
    settings.set("spark.task.cpus", "4");

    ExecutorPromise promise = ExecutorPromise.of(settings);

    assertThat(promise.isFirm()).isFalse();
    assertThat(promise.isKeptBy(new Registered(1, 3))).isFalse();
    assertThat(promise.isKeptBy(new Registered(2, 4))).isTrue();
    assertThat(promise).hasToString("spark.cores.max gives 4 slots");
  }

  @Test
  void aStandaloneClusterWithoutSettingsPromisesNothing() {
    settings.set("spark.master", "spark://127.0.0.1:7077");

    ExecutorPromise promise = ExecutorPromise.of(settings);

    assertThat(promise.isFirm()).isFalse();
    assertThat(promise.isKeptBy(new Registered(100, 100))).isFalse();
    assertThat(promise).hasToString("nothing");
  }
}
