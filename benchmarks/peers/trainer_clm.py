"""Causal language modelling with Hugging Face's Trainer on Heddle's shards: prints tokens per second.

The model is the one that a Heddle run exported (its config.json), freshly initialised; collator, loss
and optimizer are the library's own. Rows are full, so there is nothing to pad.
"""

import argparse
import json
import os
import tempfile
import time


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True, help="folder with config.json")
    parser.add_argument("--prepared", required=True, help="folder of Heddle's shards")
    parser.add_argument("--rows", type=int, required=True, help="of a batch")
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--warm-up", type=int, default=10, help="steps before the clock starts")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main():
    options = arguments()
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from transformers import (
        AutoConfig,
        AutoModelForCausalLM,
        Trainer,
        TrainerCallback,
        TrainingArguments,
        set_seed,
    )

    from sequences import read_rows

    torch.set_num_threads(options.threads)
    set_seed(42)
    rows = read_rows(options.prepared, "train")
    length = max(map(len, rows))
    rows = [row for row in rows if len(row) == length]
    model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(options.model))
    labelled = [{"input_ids": row, "labels": row} for row in rows]

    class Clock(TrainerCallback):
        start = end = None

        def on_step_end(self, args, state, control, **kwargs):
            if state.global_step == options.warm_up:
                Clock.start = time.perf_counter()
            if state.global_step == options.steps:
                Clock.end = time.perf_counter()

    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=tempfile.mkdtemp(),
            use_cpu=True,
            per_device_train_batch_size=options.rows,
            max_steps=options.steps,
            learning_rate=2e-3,
            lr_scheduler_type="constant",
            weight_decay=0.1,
            adam_beta2=0.95,
            optim="adamw_torch_fused",
            logging_strategy="no",
            save_strategy="no",
            report_to=[],
            disable_tqdm=True,
        ),
        train_dataset=labelled,
        callbacks=[Clock()],
    )
    trainer.train()
    seconds = Clock.end - Clock.start
    tokens = (options.steps - options.warm_up) * options.rows * length
    print(json.dumps({"tokens": tokens, "seconds": seconds, "tokens_per_second": tokens / seconds, "row": length}))


if __name__ == "__main__":
    main()
