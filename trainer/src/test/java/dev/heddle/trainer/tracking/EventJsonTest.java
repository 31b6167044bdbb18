package dev.heddle.trainer.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {

  static List<TrackingEvent> events() {
    return List.of(
        SampleEvents.started(40),
        SampleEvents.step(7),
        SampleEvents.evaluation(20, 5.5),
        SampleEvents.checkpoint(20),
        SampleEvents.finished(60));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventComesBackEqual(TrackingEvent event) {
    assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("events")
  void anEventIsOneLine(TrackingEvent event) {
    assertThat(EventJson.write(event)).doesNotContain("\n", "\r");
  }

  @Test
  void theKindIsNamed() {
    assertThat(EventJson.write(SampleEvents.checkpoint(3)))
        .startsWith("{\"event\":\"checkpoint\",\"step\":3,");
  }

  @Test
  void numbersThatJsonLacksSurvive() {
    StepLog odd =
        new StepLog(
            1,
            2,
            0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0,
            0,
            0,
            Double.NaN,
            0,
            0,
            0,
            0,
            0,
            Map.of("objective/x", Double.NaN));

    StepLog back = (StepLog) EventJson.read(EventJson.write(odd));

    assertThat(back).isEqualTo(odd);
    assertThat(back.metrics().get("objective/x")).isNaN();
  }

  @Property
  void everyLossKeepsItsBits(@ForAll double loss) {
    StepLog back = (StepLog) EventJson.read(EventJson.write(SampleEvents.step(1, loss)));
    assertThat(Double.doubleToLongBits(back.loss())).isEqualTo(Double.doubleToLongBits(loss));
  }

  @Test
  void metricsKeepTheirOrder() {
    EvaluationLog back =
        (EvaluationLog) EventJson.read(EventJson.write(SampleEvents.evaluation(1, 2)));
    assertThat(back.metrics().keySet())
        .containsExactly(
            "eval_loss", "eval_masked_accuracy", "eval_unigram_entropy", "eval_runtime");
  }

  @Test
  void aLineThatIsNoEventIsRefused() {
    assertThatThrownBy(() -> EventJson.read("GET / HTTP/1.1"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read event: line=GET / HTTP/1.1; a line is one JSON object");
  }

  @Test
  void anUnknownFieldOfANewerWorkerIsIgnored() {
    String line =
        EventJson.write(SampleEvents.checkpoint(3)).replace("\"step\"", "\"x\":1,\"step\"");
    assertThat(EventJson.read(line)).isEqualTo(SampleEvents.checkpoint(3));
  }
}
