package dev.heddle.models;

import ai.djl.ndarray.NDArray;

/**
 * The score of a model on labelled rows, still on the device. Both are 0 when nothing was labelled.
 *
 * @param sum the sum (not the mean) of cross-entropies in nats: an fp32 scalar that backward passes
 *     start from
 * @param correct how many labels had the highest logit: an int64 scalar
 */
public record TokenLoss(NDArray sum, NDArray correct) {}
