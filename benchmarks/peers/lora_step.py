"""Training steps of a LoRA adapter through transformers and PEFT, on request.

With `--make` writes a fresh adapter for a checkpoint and ends. Otherwise reads one JSON object a line from standard input,
{"lengths": [...]}, takes one step (forward, backward, clipping by norm 1, fused AdamW) on sequences of these lengths and prints
{"seconds": ..., "loss": ..., "peak_mib": ...}: the summed loss before the step, and the process's peak resident set.
"""

import argparse
import json
import sys
import time

import torch
from model_pass import IGNORED, batch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM


def base_model(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="sdpa")


def make(options):
    torch.manual_seed(1)
    targets = "all-linear" if options.targets == ["all-linear"] else options.targets
    config = LoraConfig(task_type="CAUSAL_LM", r=options.rank, target_modules=targets, use_dora=options.dora)
    get_peft_model(base_model(options.folder), config).save_pretrained(options.adapter, save_embedding_layers=False)


def peak_mib():
    with open("/proc/self/status", encoding="utf-8") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


def step(model, optimizer, lengths):
    ids, mask, labels = batch(lengths, model.config.vocab_size, True, torch.device("cpu"))
    start = time.perf_counter()
    logits = model(input_ids=ids, attention_mask=mask).logits[:, :-1]
    loss = torch.nn.functional.cross_entropy(
        logits.reshape(-1, logits.size(-1)), labels[:, 1:].reshape(-1), ignore_index=IGNORED, reduction="sum"
    )
    count = int((labels[:, 1:] != IGNORED).sum())
    (loss / count).backward()
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return {"seconds": time.perf_counter() - start, "loss": loss.item(), "peak_mib": peak_mib()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("adapter")
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--targets", nargs="+", default=["q_proj", "v_proj"])
    parser.add_argument("--dora", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if options.make:
        make(options)
        return
    model = PeftModel.from_pretrained(base_model(options.folder), options.adapter, is_trainable=True).train()
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-4, weight_decay=0.01, fused=True)
    for line in sys.stdin:
        print(json.dumps(step(model, optimizer, json.loads(line)["lengths"])), flush=True)


if __name__ == "__main__":
    main()
