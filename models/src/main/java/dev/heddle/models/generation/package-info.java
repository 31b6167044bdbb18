/**
 * Texts that models write: a {@link dev.heddle.models.generation.Generator} has many sequences
 * written at once, token by token, each as if it were alone.
 */
package dev.heddle.models.generation;
