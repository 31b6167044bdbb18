/**
 * Objectives that take parts out of a text and have the model write them: span corruption and
 * mixtures of it. A {@link dev.heddle.objectives.denoising.Denoiser} says what is taken out; the
 * rest is the same for all.
 */
package dev.heddle.objectives.denoising;
