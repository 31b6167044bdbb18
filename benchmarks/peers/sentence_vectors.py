"""Texts a second through sentence-transformers: FOLDER TEXTS.json THREADS → the best of three passes."""

import json
import os
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_NUM_THREADS"] = sys.argv[3]

import torch
from sentence_transformers import SentenceTransformer

torch.set_num_threads(int(sys.argv[3]))
texts = json.load(open(sys.argv[2]))
model = SentenceTransformer(sys.argv[1], device="cpu")
rates = []
for _ in range(3):
    start = time.perf_counter()
    model.encode(texts, batch_size=32, show_progress_bar=False)
    rates.append(len(texts) / (time.perf_counter() - start))
print(f"{max(rates):.1f}")
