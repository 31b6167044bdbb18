package dev.heddle.models.layers.attention;

import dev.heddle.configs.Default;

/**
 * Rotary positions of global and of local layers, as {@code rope_parameters} has them where they
 * differ.
 *
 * @param fullAttention of layers that see whole sequences
 * @param slidingAttention of layers that see a window
 */
public record LayeredRotary(
    @Default("{rope_theta: 1000000}") RotarySettings fullAttention,
    RotarySettings slidingAttention) {}
