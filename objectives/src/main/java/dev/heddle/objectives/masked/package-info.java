/** Objectives that hide tokens and ask the model what stood there. */
package dev.heddle.objectives.masked;
