/**
 * Low-rank adaptation (Hu et al. 2021, arXiv:2106.09685): frozen weights, to which products of two
 * thin matrices are added; and its weight-decomposed form DoRA (Liu et al. 2024, arXiv:2402.09353).
 */
package dev.heddle.peft.lora;
