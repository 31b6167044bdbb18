"""Adapters by PEFT: logits MODEL ADAPTER SEQUENCES.json, or train MODEL ADAPTER SEQUENCES.json FORM.

Both print {"logits": [...], "steps": [...]}: the logits of every token with the adapter, one list of rows for each sequence. `train`
first makes an adapter of the form `lora` or `dora` at ADAPTER, moves it by two plain gradient steps and saves it; then it takes one
more such step, which is not saved: `after` are the logits behind it.

Fails on any warning of the loader.
"""

import json
import os
import sys
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM

RATE = 0.5


def logits(model, sequences):
    with torch.no_grad():
        return [model(input_ids=torch.tensor([ids])).logits[0].tolist() for ids in sequences]


def step(model, sequences):
    """One step of plain gradient descent on the mean cross-entropy of all next tokens."""
    total, count = 0.0, 0
    for ids in sequences:
        row = torch.tensor([ids])
        values = model(input_ids=row).logits[0, :-1]
        total = total + torch.nn.functional.cross_entropy(values, row[0, 1:], reduction="sum")
        count += len(ids) - 1
    (total / count).backward()
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data.sub_(parameter.grad, alpha=RATE)
            parameter.grad = None


def main():
    verb, folder, adapter, file = sys.argv[1:5]
    sequences = json.load(open(file))
    base = AutoModelForCausalLM.from_pretrained(folder)
    if verb == "logits":
        warnings.simplefilter("error", UserWarning)  # what PEFT says of tensors that do not fit
        result = {"logits": logits(PeftModel.from_pretrained(base, adapter).eval(), sequences)}
    else:
        torch.manual_seed(3)
        config = LoraConfig(task_type="CAUSAL_LM", r=4, target_modules="all-linear", use_dora=sys.argv[5] == "dora")
        model = get_peft_model(base, config).eval()
        step(model, sequences)
        step(model, sequences)
        model.save_pretrained(adapter, save_embedding_layers=False)
        result = {"logits": logits(model, sequences)}
        step(model, sequences)
        result["after"] = logits(model, sequences)
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
