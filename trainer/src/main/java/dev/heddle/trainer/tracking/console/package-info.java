/**
 * A run on a console: a bar on a terminal, plain lines elsewhere, always on standard error.
 *
 * <p>The bar is the project's own. By its documentation and source, me.tongfei:progressbar looks at
 * standard input and output to find a terminal, prints a bar into a log when only standard error is
 * redirected, has a fixed layout and a timer thread of its own, and cannot keep log lines from
 * tearing the bar.
 */
package dev.heddle.trainer.tracking.console;
