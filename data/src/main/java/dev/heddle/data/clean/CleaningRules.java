package dev.heddle.data.clean;

import java.io.Serializable;

/**
 * How one document is cleaned; the keys of the same names under {@code dataset.} say more.
 *
 * @param minCharacters after everything else was taken out
 * @param maxCharacters after everything else was taken out
 */
public record CleaningRules(
    boolean stripLicenceHeaders,
    boolean dropGenerated,
    int minCharacters,
    int maxCharacters,
    QualitySettings quality)
    implements Serializable {}
