"""Forward and backward passes of a checkpoint through transformers, on request.

Reads one JSON object a line from standard input, {"lengths": [...], "backward": true}, runs one pass over random sequences of
these lengths (padded on the right to the longest) and prints {"seconds": ..., "loss": ...}. The loss is the sum over all tokens
(causal models) or over every seventh token (masked ones). `--compile` compiles the model, `--dtype bfloat16` casts its weights.
"""

import argparse
import json
import sys
import time

import torch
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForMaskedLM

IGNORED = -100


def batch(lengths, vocabulary, causal, device):
    """The ids that Heddle's side makes as well: (7919 i + 13) mod (vocabulary - 10) + 5 for the i-th token."""
    longest = max(lengths)
    ids = torch.zeros(len(lengths), longest, dtype=torch.int64)
    mask = torch.zeros_like(ids)
    labels = torch.full_like(ids, IGNORED)
    token = 0
    for row, length in enumerate(lengths):
        numbers = torch.arange(token, token + length)
        ids[row, :length] = (numbers * 7919 + 13) % (vocabulary - 10) + 5
        mask[row, :length] = 1
        chosen = torch.ones(length, dtype=torch.bool) if causal else numbers % 7 == 0
        labels[row, :length][chosen] = ids[row, :length][chosen]
        token += length
    full = bool(mask.all())
    return ids.to(device), None if full else mask.to(device), labels.to(device)


def one_pass(model, causal, lengths, backward):
    ids, mask, labels = batch(lengths, model.config.vocab_size, causal, model.device)
    synchronise(model.device)
    start = time.perf_counter()
    with torch.set_grad_enabled(backward):
        logits = model(input_ids=ids, attention_mask=mask).logits
        if causal:
            logits, labels = logits[:, :-1], labels[:, 1:]
        loss = torch.nn.functional.cross_entropy(
            logits.reshape(-1, logits.size(-1)).float(), labels.reshape(-1), ignore_index=IGNORED, reduction="sum"
        )
        if backward:
            loss.backward()
            model.zero_grad(set_to_none=False)
    total = loss.item()
    synchronise(model.device)
    return {"seconds": time.perf_counter() - start, "loss": total}


def synchronise(device):
    if device.type == "cuda":
        torch.cuda.synchronize()


def load(options):
    config = AutoConfig.from_pretrained(options.folder)
    causal = config.architectures[0].endswith("ForCausalLM")
    auto = AutoModelForCausalLM if causal else AutoModelForMaskedLM
    model = auto.from_pretrained(options.folder, dtype=getattr(torch, options.dtype), attn_implementation="sdpa")
    model = model.to(options.device).train()
    return (torch.compile(model, dynamic=True) if options.compile else model), causal


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--dtype", default="float32")
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model, causal = load(options)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(one_pass(model, causal, request["lengths"], request["backward"])), flush=True)


if __name__ == "__main__":
    main()
