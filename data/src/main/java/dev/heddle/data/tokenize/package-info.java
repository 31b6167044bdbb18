/**
 * Text to token ids and back: Hugging Face {@code tokenizer.json} files run by their own native
 * library, the training of a byte-level BPE, and the word boundaries that masking needs.
 */
package dev.heddle.data.tokenize;
