/**
 * The report of a run: one HTML page with curves, samples and settings that needs nothing but
 * itself. Markup and style are resources; the classes here fill them and draw the curves.
 */
package dev.heddle.trainer.tracking.report;
