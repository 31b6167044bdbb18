"""The sequences of Heddle's token shards, as the peers read them."""

import json
from pathlib import Path

import pyarrow.parquet as parquet


def read_sequences(prepared, split):
    """The token ids of every sequence of a split, in the order of the shards."""
    folder = Path(prepared)
    manifest = json.loads((folder / "manifest.json").read_text())
    sequences = []
    for entry in manifest["splits"][split]["files"]:
        table = parquet.read_table(folder / entry["name"])
        for pack in table.to_pylist():
            start = 0
            for length in pack["sequence_lengths"]:
                sequences.append(pack["input_ids"][start : start + length])
                start += length
    return sequences
