/** How close generated answers come to the right ones. */
package dev.heddle.objectives.evaluation.answers;
