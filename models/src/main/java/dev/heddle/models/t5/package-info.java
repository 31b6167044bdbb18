/** T5, its version 1.1, and their encoder alone. */
package dev.heddle.models.t5;
