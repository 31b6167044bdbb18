"""Reads a safetensors file with the library: FILE → metadata, and name → shape, dtype and sums of the values.

The second sum weighs each value with its place (1 to 251, again and again), so that it tells an order
from another.
"""

import json
import sys

import numpy
from safetensors import safe_open

tensors = {}
with safe_open(sys.argv[1], framework="numpy") as file:
    metadata = file.metadata()
    for name in file.keys():
        tensor = file.get_tensor(name)
        values = tensor.astype("float64").ravel()
        tensors[name] = {
            "shape": list(tensor.shape),
            "dtype": str(tensor.dtype),
            "sum": float(values.sum()),
            "weighted_sum": float(values @ (numpy.arange(values.size) % 251 + 1.0)),
        }
json.dump({"metadata": metadata, "tensors": tensors}, sys.stdout)
