/**
 * One worker of a run: {@link dev.heddle.trainer.loop.Worker} assembles it, {@link
 * dev.heddle.trainer.loop.TrainingLoop} is what it does. The loop is the same for one worker and
 * for many.
 */
package dev.heddle.trainer.loop;
