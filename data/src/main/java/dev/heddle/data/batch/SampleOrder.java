package dev.heddle.data.batch;

/**
 * Which sample stands at which position of an endless pass over the data. Position {@code q} lies
 * in epoch {@code q / size()}; every epoch holds each sample once. A pure function of its settings,
 * so a run resumes at any position, and workers agree without talking. Safe for many threads.
 */
public interface SampleOrder {

  /** Samples of one epoch, at least 1. */
  long size();

  /** The sample at a position, in [0, {@link #size()}). */
  long indexAt(long position);

  /**
   * The positions around {@code position} whose samples lie close together on disk: reading them in
   * one go touches each block once.
   */
  Window windowAt(long position);

  /** The epoch of a position, from 0. */
  default long epochAt(long position) {
    return position / size();
  }

  /**
   * A range of positions.
   *
   * @param start first position
   * @param end the position after the last
   */
  record Window(long start, long end) {}
}
