/**
 * The part of Jinja that chat templates are written in, with the results of Jinja2 as transformers
 * sets it up: blocks trimmed on both sides, loop controls, {@code generation} blocks, nothing that
 * changes a value. What is not computed is refused by name, never skipped.
 */
package dev.heddle.data.chat.jinja;
