package dev.heddle.trainer.tracking.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.trainer.tracking.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final StatusLine status =
      new StatusLine(new PrintStream(screen, true, StandardCharsets.UTF_8));
  private final AtomicLong clock = new AtomicLong();

  @Test
  void withoutATerminalThereAreOnlyLines() {
    try (ConsoleProgress console = console(Optional.empty())) {
      console.logged(SampleEvents.step(3));
      console.evaluated(SampleEvents.evaluation(3, 4.5));
      console.checkpointed(SampleEvents.checkpoint(3));
      console.finished(SampleEvents.finished(3));
    }

    assertThat(written().lines())
        .containsExactly(
            "step 3/3000 loss 3 lr 3.33e-4 grad_norm 0.5333 tok/s 6.3k mfu 0.38 mem 1.25G eta"
                + " 16m14s",
            "evaluation at step 3: eval_loss 4.5 eval_masked_accuracy 0.41 eval_unigram_entropy"
                + " 6.5 eval_runtime 2.25",
            "checkpoint at step 3: file:///runs/quickstart/checkpoint-3 (1s)",
            "  public ⟦static⟧ void main  93.0 % ✓",
            "  return ⟦this⟧;  31.0 % ✗ truth: null",
            "finished after 3 steps, 6.14k tokens in 1s (6.3k tok/s), train_loss 5.125");
    assertThat(written()).doesNotContain("\r", "\u001b");
  }

  @Test
  void theFirstLinesSayWhereTheOutputIsAndWhatRuns() {
    try (ConsoleProgress console = console(Optional.empty())) {
      console.started(SampleEvents.started(40));
    }

    assertThat(written().lines())
        .containsExactly(
            "Output: file:///runs/quickstart",
            "Report: file:///runs/quickstart/report.html",
            "***** Running training: quickstart *****",
            "  Num examples = 19,200",
            "  Num epochs = 2.5",
            "  Instantaneous batch size per device = 16",
            "  Total train batch size (w. parallel, distributed & accumulation) = 32",
            "  Gradient accumulation steps = 2",
            "  Workers = 1",
            "  Total optimization steps = 3,000",
            "  Number of trainable parameters = 1,600,000 of 2,000,000 (80.0 %)",
            "  Continuing from step 40");
  }

  @Test
  void theBarChangesInPlaceAtMostFiveTimesASecond() {
    try (ConsoleProgress console = console(Optional.of(() -> 60))) {
      console.logged(SampleEvents.step(1));
      clock.addAndGet(199_000_000);
      console.logged(SampleEvents.step(2));
      clock.addAndGet(1_000_000);
      console.logged(SampleEvents.step(3));
    }

    assertThat(written()).contains(" 1/3000", " 3/3000").doesNotContain(" 2/3000", "\n");
    assertThat(written()).endsWith(ERASE);
  }

  @Test
  void theLastStepIsAlwaysDrawn() {
    try (ConsoleProgress console = console(Optional.of(() -> 60))) {
      console.logged(SampleEvents.step(2999));
      console.logged(SampleEvents.step(3000));
    }

    assertThat(written()).contains("100% ");
  }

  @Test
  void othersLinesStandAboveTheBar() {
    PrintStream error = GuardedError.above(status);
    status.show("BAR");
    error.println("WARN disk is slow");
    status.show("BAR 2");

    assertThat(written())
        .isEqualTo(
            ERASE
                + "BAR"
                + ERASE
                + "WARN disk is slow"
                + System.lineSeparator()
                + "BAR"
                + ERASE
                + "BAR 2");
  }

  @Test
  void aLineThatIsNotCompleteKeepsTheBarAway() {
    PrintStream error = GuardedError.above(status);
    error.print("half");
    status.show("BAR");
    error.print(" and half\n");

    assertThat(written()).isEqualTo("half and half\nBAR");
  }

  @Test
  void textOfACorpusCannotDriveTheTerminal() {
    assertThat(Visible.text("a\n\tb\u001b[2Jc\u009b")).isEqualTo("a b [2Jc ");
  }

  @Test
  void aConsoleThatIsNotUnicodeGetsPlainCharacters() {
    assertThat(Glyphs.in(StandardCharsets.UTF_8)).isEqualTo(Glyphs.UNICODE);
    assertThat(Glyphs.in(StandardCharsets.US_ASCII)).isEqualTo(Glyphs.ASCII);
  }

  private ConsoleProgress console(Optional<Terminal> terminal) {
    return new ConsoleProgress(terminal, status, Glyphs.UNICODE, clock::get, () -> {});
  }

  private String written() {
    return screen.toString(StandardCharsets.UTF_8);
  }
}
