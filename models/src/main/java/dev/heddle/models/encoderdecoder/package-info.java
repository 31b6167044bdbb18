/**
 * What models that read a source and write a target share: pairs of packed sequences, attention
 * from targets to sources, and the head.
 */
package dev.heddle.models.encoderdecoder;
