package dev.heddle.data.batch;

import dev.heddle.data.shard.PackedSample;

/**
 * A sample at its place in the run.
 *
 * @param epoch from 0; with the sample's index it keys everything random about this use of it
 * @param sample what was read
 */
public record EpochSample(long epoch, PackedSample sample) {}
