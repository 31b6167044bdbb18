/**
 * What all models that read texts share, encoders and decoders alike: a model for each task, made
 * of an architecture's layers and the head that the task asks for.
 */
package dev.heddle.models.heads;
