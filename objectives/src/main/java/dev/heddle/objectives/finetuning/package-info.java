package dev.heddle.objectives.finetuning;
