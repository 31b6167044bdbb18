"""Writes what torch.optim.AdamW, clip_grad_norm_ and transformers' schedules compute.

Run from this folder: python optimizer_fixtures.py ../resources/dev/heddle/trainer/optim
Needs torch and transformers; the numbers in the repository come from torch 2.13 and transformers 5.23.
"""

import json
import sys
from pathlib import Path

import torch
from transformers.optimization import get_scheduler, get_wsd_schedule, get_cosine_with_min_lr_schedule_with_warmup


def adamw():
    torch.manual_seed(7)
    shapes = {"weight": [3, 4], "bias": [3], "norm": [4]}
    parameters = {name: torch.nn.Parameter(torch.randn(shape)) for name, shape in shapes.items()}
    start = {name: p.detach().flatten().tolist() for name, p in parameters.items()}
    optimizer = torch.optim.AdamW(
        [{"params": [parameters["weight"]], "weight_decay": 0.1},
         {"params": [parameters["bias"], parameters["norm"]], "weight_decay": 0.0}],
        lr=1.0, betas=(0.9, 0.98), eps=1e-8)
    steps = []
    for step in range(6):
        rate = 1e-2 * (step + 1) / 6
        gradients = {name: torch.randn(shape) * (10 if step == 2 else 1) for name, shape in shapes.items()}
        for name, p in parameters.items():
            p.grad = gradients[name].clone()
        norm = torch.nn.utils.clip_grad_norm_(parameters.values(), 5.0).item()
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        steps.append({
            "rate": rate,
            "norm": norm,
            "gradients": {name: g.flatten().tolist() for name, g in gradients.items()},
            "parameters": {name: p.detach().flatten().tolist() for name, p in parameters.items()},
            "exp_avg": {name: optimizer.state[p]["exp_avg"].flatten().tolist() for name, p in parameters.items()},
            "exp_avg_sq": {name: optimizer.state[p]["exp_avg_sq"].flatten().tolist() for name, p in parameters.items()},
        })
    return {"shapes": shapes, "start": start, "steps": steps}


def factors(make, total):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = make(optimizer)
    values = []
    for _ in range(total):
        values.append(scheduler.get_last_lr()[0])
        optimizer.step()
        scheduler.step()
    return values


def schedules():
    total, warmup, decay = 40, 6, 10
    named = lambda name: factors(lambda o: get_scheduler(name, o, warmup, total), total)
    wsd = lambda shape, least: factors(
        lambda o: get_wsd_schedule(o, warmup, decay, total, decay_type=shape, min_lr_ratio=least), total)
    return {
        "total": total, "warmup": warmup, "decay": decay,
        "constant": named("constant"),
        "constant_with_warmup": named("constant_with_warmup"),
        "linear": named("linear"),
        "cosine": named("cosine"),
        "cosine_to_tenth": factors(
            lambda o: get_cosine_with_min_lr_schedule_with_warmup(o, warmup, total, min_lr_rate=0.1), total),
        "warmup_stable_decay": wsd("cosine", 0.0),
        "warmup_stable_decay_linear_to_fifth": wsd("linear", 0.2),
    }


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "adamw.json").write_text(json.dumps(adamw()) + "\n")
    (folder / "schedules.json").write_text(json.dumps(schedules()) + "\n")
