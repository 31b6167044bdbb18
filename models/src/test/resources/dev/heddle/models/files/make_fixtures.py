"""Writes the safetensors fixtures of this folder with the Hugging Face writer.

Run: python make_fixtures.py   (torch, safetensors)
"""

from pathlib import Path

import torch
from safetensors.torch import save_file

HERE = Path(__file__).parent


def floats(count):
    """Values of all magnitudes, with ties for both 16-bit roundings and the special numbers."""
    generator = torch.Generator().manual_seed(7)
    exponents = torch.randint(-30, 20, (count,), generator=generator).float()
    values = torch.randn(count, generator=generator) * torch.exp2(exponents)
    special = [0.0, -0.0, 1.0, -1.0, 65504.0, 65519.9, 65520.0, 2.0**-14, 2.0**-24, 2.0**-25, 3 * 2.0**-25,
               1.0 + 2.0**-11, 1.0 + 3 * 2.0**-11, 1.0 + 2.0**-8, 1.0 + 3 * 2.0**-8, 3.4028235e38, 1e-45,
               float("inf"), -float("inf"), 6.1e-5, 6.097e-5]
    return torch.cat([torch.tensor(special), values])


def main():
    wide = floats(1000)
    save_file(
        {"wide": wide, "bf16": wide.bfloat16(), "f16": wide.half(), "bf16.widened": wide.bfloat16().float(),
         "f16.widened": wide.half().float()},
        HERE / "floats.safetensors", metadata={"format": "pt"})
    save_file(
        {"model.embed.weight": torch.arange(12, dtype=torch.float32).reshape(3, 4),
         "model.layer.0.bias": torch.tensor([0.5, -0.25]),
         "a.scalar": torch.tensor(2.5), "an.empty": torch.zeros(0, 3),
         "ids": torch.tensor([[1, -2], [3, 2**40]]), "mask": torch.tensor([True, False, True]),
         "small": torch.tensor([-1, 7], dtype=torch.int32), "bytes": torch.tensor([1, 255], dtype=torch.uint8),
         "é\"x": torch.tensor([9.0], dtype=torch.float64)},
        HERE / "mixed.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    main()
