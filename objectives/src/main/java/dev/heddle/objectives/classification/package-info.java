/** Objectives that put sequences into classes. */
package dev.heddle.objectives.classification;
