/** How well a masked language model fills in hidden tokens. */
package dev.heddle.objectives.evaluation.masking;
