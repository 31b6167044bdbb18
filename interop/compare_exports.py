"""Models by transformers from two folders of folders: ORIGINALS EXPORTS → for each export's name a report.

    class      the class that the export's config names
    warnings   what the loader says about the export and not about the original; what does not fit is among it
    distance   the largest difference between both models' outputs on the same ids
"""

import json
import logging
import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
import transformers

LENGTH = 21


class Listening(logging.Handler):
    def __init__(self):
        super().__init__(level=logging.WARNING)
        self.heard = []

    def emit(self, record):
        self.heard.append(record.getMessage())


def load(folder, listening):
    listening.heard = []
    name = json.loads((folder / "config.json").read_text())["architectures"][0]
    model, fit = getattr(transformers, name).from_pretrained(folder, output_loading_info=True)
    problems = [f"{key}: {sorted(map(str, value))}" for key, value in fit.items() if value]
    return model.eval(), listening.heard + problems


def output(model):
    ids = (torch.arange(3 * LENGTH) % (model.config.vocab_size - 3) + 3).reshape(3, LENGTH)
    inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    if model.config.is_encoder_decoder:
        inputs["decoder_input_ids"] = ids.flip(1)
    with torch.no_grad():
        result = model(**inputs)
    return result.logits if "logits" in result else result.last_hidden_state


def report(original, export, listening):
    theirs, said_before = load(original, listening)
    ours, said = load(export, listening)
    return {
        "class": type(ours).__name__,
        "warnings": [line for line in said if line not in said_before],
        "distance": (output(ours) - output(theirs)).abs().max().item(),
    }


def main(originals, exports):
    listening = Listening()
    logging.getLogger("transformers").addHandler(listening)
    reports = {}
    for export in sorted(path for path in Path(exports).iterdir() if path.is_dir()):
        reports[export.name] = report(Path(originals) / export.name, export, listening)
    json.dump(reports, sys.stdout)


main(sys.argv[1], sys.argv[2])
