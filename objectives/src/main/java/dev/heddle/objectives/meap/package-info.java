/**
 * Mask-enhanced autoregressive prediction: an option of objectives that predict the next token
 * (Zhuang et al., "Mask-Enhanced Autoregressive Prediction: Pay Less Attention to Learn More",
 * 2025).
 */
package dev.heddle.objectives.meap;
