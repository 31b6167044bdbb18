/**
 * Watching a run: events from rank 0, and the trackers that turn them into a console, a log, result
 * files and a report. A tracker can never fail or slow a step.
 */
package dev.heddle.trainer.tracking;
