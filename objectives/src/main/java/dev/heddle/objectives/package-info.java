/**
 * What a training objective is: how samples become a batch, how a batch becomes sums to minimise,
 * and which numbers are reported. One package a family of objectives; {@link
 * dev.heddle.objectives.ObjectiveProvider} is how a run file finds one by its name.
 */
package dev.heddle.objectives;
