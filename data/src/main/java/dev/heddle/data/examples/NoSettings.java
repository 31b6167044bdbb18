package dev.heddle.data.examples;

/** Settings of forms that need none. */
public record NoSettings() {}
