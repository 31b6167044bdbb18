/** Objectives that bring the vectors of texts that belong together close, and others apart. */
package dev.heddle.objectives.contrastive;
