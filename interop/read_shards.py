"""Reads a folder of shards with pyarrow: FOLDER → counts of what stands in the files of each split."""

import json
import sys
from pathlib import Path

import pyarrow.parquet as parquet

folder = Path(sys.argv[1])
manifest = json.loads((folder / "manifest.json").read_text())
counts = {}
for split, entry in manifest["splits"].items():
    tables = [parquet.read_table(folder / file["name"]) for file in entry["files"]]
    packs = [pack for table in tables for pack in table.to_pylist()]
    counts[split] = {
        "packs": len(packs),
        "sequences": sum(len(pack["sequence_lengths"]) for pack in packs),
        "tokens": sum(len(pack["input_ids"]) for pack in packs),
        "lengths_add_up": all(sum(pack["sequence_lengths"]) == len(pack["input_ids"]) for pack in packs),
        "longest_pack": max((len(pack["input_ids"]) for pack in packs), default=0),
        "smallest_id": min((min(pack["input_ids"]) for pack in packs), default=-1),
        "largest_id": max((max(pack["input_ids"]) for pack in packs), default=-1),
    }
json.dump(counts, sys.stdout)
