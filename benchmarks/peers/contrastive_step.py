"""Training steps with sentence-transformers' MultipleNegativesRankingLoss, on request.

    contrastive_step.py FOLDER PAIRS.json MAX_LENGTH THREADS

Reads lines {"first": i, "count": n} and answers each with {"seconds", "loss"} of one step on the pairs i … i+n−1: forward, backward,
clipping at 1, fused AdamW. Texts are tokenized and padded beforehand, and dropout is off, so that both contestants compute the same.
"""

import json
import os
import sys
import time

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["OMP_NUM_THREADS"] = sys.argv[4]

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.losses import MultipleNegativesRankingLoss

torch.set_num_threads(int(sys.argv[4]))
NO_DROPOUT = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
model = SentenceTransformer(sys.argv[1], device="cpu", config_kwargs=NO_DROPOUT)
model.max_seq_length = int(sys.argv[3])
model.train()
pairs = json.load(open(sys.argv[2]))
loss_of = MultipleNegativesRankingLoss(model, scale=20.0)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5, weight_decay=0.01, fused=True)

for line in sys.stdin:
    request = json.loads(line)
    batch = pairs[request["first"] : request["first"] + request["count"]]
    features = [model.tokenize([pair[column] for pair in batch]) for column in range(2)]
    start = time.perf_counter()
    loss = loss_of(features, None)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "loss": loss.item()}), flush=True)
