package dev.heddle.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class CoreShareTest {
  private final SparkConf configuration = new SparkConf(false);
  private final CoreShare here = new CoreShare("a", "1");

  @Test
  void oneWorkerHasTheHost() {
    assertThat(here.threads(List.of(here), configuration, 8)).isEqualTo(8);
  }

  @Test
  void workersOfOneProcessShareIt() {
    assertThat(here.threads(List.of(here, here, here), configuration, 8)).isEqualTo(2);
  }

  @Test
  void workersOfSeveralProcessesOnAHostShareIt() {
    CoreShare neighbour = new CoreShare("a", "2");
    CoreShare far = new CoreShare("b", "3");
    assertThat(here.threads(List.of(here, neighbour, far), configuration, 8)).isEqualTo(4);
  }

  @Test
  void moreWorkersThanCoresHaveOneEach() {
    assertThat(here.threads(List.of(here, here, here, here), configuration, 2)).isEqualTo(1);
  }

  @Test
  void anExecutorsCoresAreNotExceeded() {
    configuration.set("spark.executor.cores", "3");
    assertThat(here.threads(List.of(here), configuration, 8)).isEqualTo(3);
  }

  @Test
  void sparksOwnWordWins() {
    configuration.set("spark.task.cpus", "5");
    assertThat(here.threads(List.of(here, here), configuration, 8)).isEqualTo(5);
  }

  @Test
  void travelsAsText() {
    assertThat(CoreShare.parse(here.text())).isEqualTo(here);
  }
}
