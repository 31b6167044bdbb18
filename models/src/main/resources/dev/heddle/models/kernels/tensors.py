# Plain operations on arrays.


# rows [n], x [tokens, width] -> [n, width].
def select_rows(self, rows: Tensor, x: Tensor) -> Tensor:
    return torch.index_select(x, 0, rows)


# A copy in memory of its own, aligned as PyTorch likes it.
def copy(self, x: Tensor) -> Tensor:
    return x.detach().clone()


# Overwrites target with source, whose shape is the same; types may differ.
def assign(self, target: Tensor, source: Tensor) -> None:
    target.detach().copy_(source)


# Sets all arrays to zero where they are.
def set_to_zero(self, arrays: List[Tensor]) -> None:
    for array in arrays:
        array.detach().zero_()


# x of any type -> float32.
def to_float(self, x: Tensor) -> Tensor:
    return x.to(torch.float32)


# x of any type -> bfloat16, which the Java side must not make itself.
def to_bfloat16(self, x: Tensor) -> Tensor:
    return x.to(torch.bfloat16)


# Several [tokens, width_i] -> [tokens, sum of widths].
def side_by_side(self, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, -1)
