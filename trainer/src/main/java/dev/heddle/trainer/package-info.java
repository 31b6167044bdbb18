/** Training: what a run file says about it, and the packages that do it. */
package dev.heddle.trainer;
