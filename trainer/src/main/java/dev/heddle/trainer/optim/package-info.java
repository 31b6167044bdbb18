/** Optimizers, learning-rate schedules and gradient clipping. */
package dev.heddle.trainer.optim;
