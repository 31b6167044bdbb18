/** How well a causal model predicts texts. */
package dev.heddle.objectives.evaluation.perplexity;
