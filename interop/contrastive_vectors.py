"""Vectors by sentence-transformers of an exported folder: FOLDER TEXTS.json → {"tokens", "queries", "documents", "similarity", "modules"}.

Fails on a warning of the loader.
"""

import json
import os
import sys
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
warnings.simplefilter("error", UserWarning)

from sentence_transformers import SentenceTransformer

texts = json.load(open(sys.argv[2]))
model = SentenceTransformer(sys.argv[1], device="cpu")


def numbers(vectors):
    return [[float(value) for value in row] for row in vectors]


json.dump(
    {
        "modules": [type(module).__name__ for module in model],
        "similarity": str(model.similarity_fn_name),
        "longest": model.max_seq_length,
        "queries": numbers(model.encode_query(texts, batch_size=16, show_progress_bar=False)),
        "documents": numbers(model.encode_document(texts, batch_size=16, show_progress_bar=False)),
    },
    sys.stdout,
)
