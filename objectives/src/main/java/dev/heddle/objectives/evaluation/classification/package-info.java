/** How often a classifier of sequences is right, and by class. */
package dev.heddle.objectives.evaluation.classification;
