package dev.heddle.objectives.causal;

/** {@link CausalLm} has nothing to choose: how documents share rows is the dataset's business. */
public record CausalLmSettings() {}
