/** What methods that add adapters share: which modules, what is trained, names of tensors. */
package dev.heddle.peft.engine;
