/** The files a run leaves at the root of its output folder for people and other programs. */
package dev.heddle.trainer.tracking.files;
