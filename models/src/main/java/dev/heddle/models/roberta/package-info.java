/** RoBERTa and its multilingual twin XLM-RoBERTa: BERT's layers, other positions and heads. */
package dev.heddle.models.roberta;
