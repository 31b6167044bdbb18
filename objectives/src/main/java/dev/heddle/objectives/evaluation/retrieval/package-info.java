/** How well documents are found: metrics of rankings, and BM25 to compare with. */
package dev.heddle.objectives.evaluation.retrieval;
