package dev.heddle.data.examples;

import java.util.Optional;

/**
 * What an objective that learns from texts tells their form.
 *
 * @param packLength tokens of a pack, if not {@code dataset.max_seq_length}: objectives that take
 *     tokens out of packs, or put some in, want more or fewer
 */
public record TextSettings(Optional<Integer> packLength) {}
