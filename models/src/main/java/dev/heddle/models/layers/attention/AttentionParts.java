package dev.heddle.models.layers.attention;

import dev.heddle.models.layers.Initializer;
import dev.heddle.models.layers.Linear;
import dev.heddle.models.layers.Site;
import dev.heddle.models.layers.norm.RmsNorm;
import java.util.Optional;
import java.util.function.Function;

/**
 * What tells one family's attention from another's, besides its shape.
 *
 * @param width of a token's vector
 * @param inputs whether the queries, keys and values add a vector
 * @param output whether the output adds a vector
 * @param headNorm the norm of each head's query and key, if there is one
 * @param dropout the probability with which a weight of attention is dropped
 * @param first the first values of matrices
 */
public record AttentionParts(
    int width,
    Linear.Bias inputs,
    Linear.Bias output,
    Optional<Function<Site, RmsNorm>> headNorm,
    double dropout,
    Initializer first) {}
