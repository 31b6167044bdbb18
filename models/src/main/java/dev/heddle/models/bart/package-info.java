/** BART. */
package dev.heddle.models.bart;
