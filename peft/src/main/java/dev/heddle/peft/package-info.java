/** Methods that change a model before or during training; see the module's README. */
package dev.heddle.peft;
