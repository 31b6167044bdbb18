package dev.heddle.models;

/** A bidirectional encoder that predicts tokens from what stands on both sides. */
public interface MaskedLanguageModel extends TextEncoder, LanguageModel {}
