# Plain operations on arrays.


# rows [n], x [tokens, width] -> [n, width].
def select_rows(self, rows: Tensor, x: Tensor) -> Tensor:
    return torch.index_select(x, 0, rows)


# The numbers of the rows of x [n, width]: 0 to n - 1.
def row_numbers(self, x: Tensor) -> Tensor:
    return torch.arange(x.size(0), device=x.device)


# factor * x, of the same shape and type.
def scaled(self, x: Tensor, factor: float) -> Tensor:
    return x * factor


# The mean over each of several stretches of rows: lengths [n], x [sum of lengths, width] -> [n, width].
def sequence_means(self, lengths: Tensor, x: Tensor) -> Tensor:
    return torch.segment_reduce(x, "mean", lengths=lengths, axis=0)


# The same without the first `skipped` [n] rows of each stretch; 0 where nothing is left.
def sequence_means_beyond(self, lengths: Tensor, skipped: Tensor, x: Tensor) -> Tensor:
    starts = torch.repeat_interleave(torch.cumsum(lengths, 0) - lengths + skipped, lengths)
    kept = (torch.arange(x.size(0), device=x.device) >= starts).to(x.dtype).unsqueeze(1)
    sums = torch.segment_reduce(x * kept, "sum", lengths=lengths, axis=0)
    return sums / torch.clamp_min(lengths - skipped, 1).unsqueeze(1)


# Each row scaled to length 1; a row of zeros stays one. x [n, width] -> [n, width].
def unit_rows(self, x: Tensor) -> Tensor:
    return x / torch.clamp_min(torch.linalg_vector_norm(x, 2, [1], True), 1e-12)


# A copy in memory of its own, aligned as PyTorch likes it.
def copy(self, x: Tensor) -> Tensor:
    return x.detach().clone()


# Overwrites target with source, whose shape is the same; types may differ.
def assign(self, target: Tensor, source: Tensor) -> None:
    target.detach().copy_(source)


# Overwrites the rows of x from `known` on with the mean of those before.
def fill_rows_with_mean(self, x: Tensor, known: int) -> None:
    rows = x.detach()
    rows[known:].copy_(rows[:known].mean(0))


# Sets all arrays to zero where they are.
def set_to_zero(self, arrays: List[Tensor]) -> None:
    for array in arrays:
        array.detach().zero_()


# Multiplies x, where it is, by a scalar array.
def multiply_in_place(self, x: Tensor, factor: Tensor) -> None:
    x.detach().mul_(factor)


# x of any type -> float32.
def to_float(self, x: Tensor) -> Tensor:
    return x.to(torch.float32)


# x of any type -> bfloat16, which the Java side must not make itself.
def to_bfloat16(self, x: Tensor) -> Tensor:
    return x.to(torch.bfloat16)


# Several [tokens, width_i] -> [tokens, sum of widths].
def side_by_side(self, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts, -1)


# The array itself: another handle of it, with the same records and the same gradient.
def same(self, x: Tensor) -> Tensor:
    return x


# The sum of a_i * b_i over all elements and all i, a scalar.
def sum_of_products(self, a: List[Tensor], b: List[Tensor]) -> Tensor:
    total = (a[0] * b[0]).sum()
    for i in range(1, len(a)):
        total = total + (a[i] * b[i]).sum()
    return total


# Ones of the shape and type of x.
def ones_like(self, x: Tensor) -> Tensor:
    return torch.ones_like(x)


# 1 if a backward pass from x would reach anything, else 0.
def is_recorded(self, x: Tensor) -> float:
    return float(x.requires_grad)
