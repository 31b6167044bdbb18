"""What stands in Heddle's token shards, as the peers read it."""

import json
from pathlib import Path

import pyarrow.parquet as parquet


def read_packs(prepared, split):
    folder = Path(prepared)
    manifest = json.loads((folder / "manifest.json").read_text())
    for entry in manifest["splits"][split]["files"]:
        yield from parquet.read_table(folder / entry["name"]).to_pylist()


def read_rows(prepared, split):
    """The token ids of every pack of a split, in the order of the shards."""
    return [pack["input_ids"] for pack in read_packs(prepared, split)]


def read_sequences(prepared, split):
    """The token ids of every sequence of a split, in the order of the shards."""
    sequences = []
    for pack in read_packs(prepared, split):
        start = 0
        for length in pack["sequence_lengths"]:
            sequences.append(pack["input_ids"][start : start + length])
            start += length
    return sequences
