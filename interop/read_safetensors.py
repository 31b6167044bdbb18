"""Reads a safetensors file with the library: FILE → metadata, and name → shape, dtype, sum of the values."""

import json
import sys

from safetensors import safe_open

tensors = {}
with safe_open(sys.argv[1], framework="numpy") as file:
    metadata = file.metadata()
    for name in file.keys():
        tensor = file.get_tensor(name)
        tensors[name] = {
            "shape": list(tensor.shape),
            "dtype": str(tensor.dtype),
            "sum": float(tensor.astype("float64").sum()),
        }
json.dump({"metadata": metadata, "tensors": tensors}, sys.stdout)
