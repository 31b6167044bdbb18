/**
 * Forms of examples: what fields of a corpus make one, and how it becomes token ids and the columns
 * beside them.
 */
package dev.heddle.data.examples;
