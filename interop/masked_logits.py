"""Logits of an exported folder by transformers: FOLDER SEQUENCES.json → one list of rows for each sequence.

Fails on any warning of the loader: missing, unexpected or misshapen weights.
"""

import json
import logging
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from transformers import AutoModelForMaskedLM, AutoTokenizer

folder, sequences = sys.argv[1], json.load(open(sys.argv[2]))


class Refusing(logging.Handler):
    def emit(self, record):
        sys.exit(f"transformers warns about {folder}: {record.getMessage()}")


logging.getLogger("transformers").addHandler(Refusing(level=logging.WARNING))
AutoTokenizer.from_pretrained(folder)
model, report = AutoModelForMaskedLM.from_pretrained(folder, output_loading_info=True)
if any(report.values()):
    sys.exit(f"weights of {folder} do not fit: {report}")
model.eval()
logits = []
with torch.no_grad():
    for ids in sequences:
        rows = model(input_ids=torch.tensor([ids])).logits[0]
        logits.append([[round(value, 7) for value in row] for row in rows.tolist()])
json.dump({"class": type(model).__name__, "logits": logits}, sys.stdout)
