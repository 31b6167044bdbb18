/** Objectives that put sequences, or the words of them, into classes. */
package dev.heddle.objectives.classification;
