/** Objectives that predict each token from those before it. */
package dev.heddle.objectives.causal;
