/**
 * Methods that change a model before or during training, so that few or other parameters are
 * trained. {@link dev.heddle.peft.MethodProvider} is how a run file finds one by its name.
 */
package dev.heddle.peft;
