package dev.heddle.trainer.loop;

import dev.heddle.trainer.collectives.Collectives;

/**
 * What the steps since the last log line cost; evaluations and checkpoints between them are not
 * counted. For one thread.
 */
final class StepMeter {

  private static final double NANOS = 1e9;

  private final Collectives collectives;
  private final long born = System.nanoTime();
  private long stepStart;
  private double exchangeStart;
  private int steps;
  private long tokens;
  private double stepSeconds;
  private double waitSeconds;
  private double exchangeSeconds;

  StepMeter(Collectives collectives) {
    this.collectives = collectives;
  }

  /** Before the batches of a step are asked for. */
  void begin() {
    stepStart = System.nanoTime();
    exchangeStart = collectives.secondsSpent();
  }

  /** After a step over so many tokens of all workers. */
  void end(long stepTokens, double waited) {
    steps++;
    tokens += stepTokens;
    waitSeconds += waited;
    stepSeconds += (System.nanoTime() - stepStart) / NANOS;
    exchangeSeconds += collectives.secondsSpent() - exchangeStart;
  }

  /** Starts a new window. */
  void reset() {
    steps = 0;
    tokens = 0;
    stepSeconds = 0;
    waitSeconds = 0;
    exchangeSeconds = 0;
  }

  /** Wall time since this meter was made. */
  double elapsedSeconds() {
    return (System.nanoTime() - born) / NANOS;
  }

  double tokensPerSecond() {
    return tokens / stepSeconds;
  }

  double tokensPerStep() {
    return (double) tokens / steps;
  }

  double secondsPerStep() {
    return stepSeconds / steps;
  }

  double waitPerStep() {
    return waitSeconds / steps;
  }

  double exchangePerStep() {
    return exchangeSeconds / steps;
  }
}
