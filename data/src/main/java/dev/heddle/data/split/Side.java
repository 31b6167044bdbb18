package dev.heddle.data.split;

/**
 * The part of a corpus that a document belongs to. Training comes first wherever sides are ordered.
 */
public enum Side {
  TRAIN,
  VALIDATION
}
