/**
 * Objectives in which a model, the student, learns from the predictions of another, the teacher.
 */
package dev.heddle.objectives.distillation;
