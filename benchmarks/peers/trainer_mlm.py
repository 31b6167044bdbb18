"""Masked language modelling with Hugging Face's Trainer on Heddle's shards: prints real tokens per second.

The model is the one that a Heddle run exported (its config.json), freshly initialised; the collator
is the library's own. Tokens are counted where the collator makes a batch, so padding does not count.
"""

import argparse
import json
import os
import tempfile
import time


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True, help="folder with config.json and tokenizer files")
    parser.add_argument("--prepared", required=True, help="folder of Heddle's shards")
    parser.add_argument("--tokens-per-step", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--warm-up", type=int, default=10, help="steps before the clock starts")
    parser.add_argument("--sampling", choices=["random", "group_by_length"], default="random")
    parser.add_argument("--sparse", action="store_true", help="logits at the masked positions only")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main():
    options = arguments()
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from transformers import (
        AutoConfig,
        AutoModelForMaskedLM,
        DataCollatorForLanguageModeling,
        PreTrainedTokenizerFast,
        Trainer,
        TrainerCallback,
        TrainingArguments,
        set_seed,
    )

    from sequences import read_sequences

    torch.set_num_threads(options.threads)
    set_seed(42)
    sequences = read_sequences(options.prepared, "train")
    mean_length = sum(map(len, sequences)) / len(sequences)
    batch = max(1, round(options.tokens_per_step / mean_length))

    tokenizer = PreTrainedTokenizerFast.from_pretrained(options.model)
    config = AutoConfig.from_pretrained(options.model)
    if options.sparse:
        config.sparse_prediction = True
    model = AutoModelForMaskedLM.from_config(config)

    class Counting(DataCollatorForLanguageModeling):
        tokens = 0
        padded = 0

        def torch_call(self, examples):
            made = super().torch_call(examples)
            Counting.tokens += int(made["attention_mask"].sum())
            Counting.padded += made["input_ids"].numel()
            return made

    class Clock(TrainerCallback):
        """Batches are made just before the step that uses them, so both marks see the same number."""

        start = end = first = last = None

        def on_step_end(self, args, state, control, **kwargs):
            if state.global_step == options.warm_up:
                Clock.start, Clock.first = time.perf_counter(), (Counting.tokens, Counting.padded)
            if state.global_step == options.steps:
                Clock.end, Clock.last = time.perf_counter(), (Counting.tokens, Counting.padded)

    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=tempfile.mkdtemp(),
            use_cpu=True,
            per_device_train_batch_size=batch,
            max_steps=options.steps,
            learning_rate=2e-3,
            lr_scheduler_type="constant",
            weight_decay=0.01,
            adam_beta2=0.98,
            optim="adamw_torch_fused",
            train_sampling_strategy=options.sampling,
            logging_strategy="no",
            save_strategy="no",
            report_to=[],
            disable_tqdm=True,
        ),
        data_collator=Counting(tokenizer, mlm_probability=0.15),
        train_dataset=[{"input_ids": ids, "attention_mask": [1] * len(ids)} for ids in sequences],
        callbacks=[Clock()],
    )
    trainer.train()
    tokens = Clock.last[0] - Clock.first[0]
    seconds = Clock.end - Clock.start
    print(
        json.dumps(
            {
                "tokens": tokens,
                "seconds": seconds,
                "tokens_per_second": tokens / seconds,
                "padding": 1 - tokens / (Clock.last[1] - Clock.first[1]),
                "sequences_per_step": batch,
                "mean_length": mean_length,
            }
        )
    )


if __name__ == "__main__":
    main()
