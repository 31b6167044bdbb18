# Low-rank adaptation (Hu et al. 2021, arXiv:2106.09685) of linear layers and tables, and its weight-decomposed form (Liu et al.
# 2024, arXiv:2402.09353).
#
# Several layers that read the same x are computed together: their weights one below the other, results side by side. Of the
# changed ones, `downs` are the A [rank, in], `ups` the B [out, rank], `scales` the factors of B A, `starts` the first column of
# each in the results. `weights` and `biases` are those of all layers, as linear_together takes them. `keys`, `salts` (one a changed
# layer) and `probability` are dropout's of the adapter's input, see dropout.py; `keys` is [] where nothing is dropped.


# x A^T of all changed layers side by side, [tokens, sum of ranks]; where x has dropout, each layer drops for itself.
def low_ranks(
    self, x: Tensor, downs: List[Tensor], keys: List[Tensor], salts: List[int], probability: float
) -> Tensor:
    if len(keys) == 0:
        return torch.linear(x, self.stacked(downs).to(x.dtype))
    parts: List[Tensor] = []
    for i in range(len(downs)):
        parts.append(torch.linear(self.dropout(x, keys[0], salts[i], probability), downs[i].to(x.dtype)))
    return torch.cat(parts, 1)


# base [tokens, all outs] plus scale * x A^T B^T in the columns of each changed layer, in place. One product makes the ranks of
# all layers and one spreads them: in the rows of a layer's ranks, columns of other layers are 0.
def add_low_rank(
    self, base: Tensor, x: Tensor, downs: List[Tensor], ups: List[Tensor], scales: List[float], starts: List[int],
    keys: List[Tensor], salts: List[int], probability: float
) -> Tensor:
    compute = base.dtype
    inner = self.low_ranks(x.to(compute), downs, keys, salts, probability)
    if len(downs) == 1 and ups[0].size(0) == base.size(1):
        return base.addmm_(inner, ups[0].to(compute).t(), alpha=scales[0])
    spread: List[Tensor] = []
    for i in range(len(ups)):
        after = base.size(1) - starts[i] - ups[i].size(0)
        spread.append(torch.constant_pad_nd(ups[i].t() * scales[i], [starts[i], after]))
    return base.addmm_(inner, self.stacked(spread).to(compute))


# x [tokens, in] -> [tokens, all outs] in the compute type.
def lora_linear(
    self, x: Tensor, weights: List[Tensor], biases: List[Tensor], downs: List[Tensor], ups: List[Tensor],
    scales: List[float], starts: List[int], keys: List[Tensor], salts: List[int], probability: float, compute: int
) -> Tensor:
    base = self.linear_together(x, weights, biases, compute)
    return self.add_low_rank(base, x, downs, ups, scales, starts, keys, salts, probability)


# The same for one layer whose weight is stored the other way round, [in, out].
def lora_linear_transposed(
    self, x: Tensor, weights: List[Tensor], biases: List[Tensor], downs: List[Tensor], ups: List[Tensor],
    scales: List[float], starts: List[int], keys: List[Tensor], salts: List[int], probability: float, compute: int
) -> Tensor:
    base = self.linear_transposed(x, [weights[0], biases[0]], compute)
    return self.add_low_rank(base, x, downs, ups, scales, starts, keys, salts, probability)


# The squared length of each row of a weight [out, in] -> [out].
def row_squares(self, weight: Tensor) -> Tensor:
    return (weight.detach() * weight.detach()).sum(1)


# The same of a weight that is stored the other way round, [in, out] -> [out].
def column_squares(self, weight: Tensor) -> Tensor:
    return self.row_squares(weight.t())


# Magnitude over length of each row of V = W + scale * B A: [out]. The length is a constant, as the paper's section 4.3 wants it.
# It follows from the rows' squares of W and from products with A and B; V itself is not made.
def dora_gains(
    self, weight: Tensor, down: Tensor, up: Tensor, magnitude: Tensor, squares: Tensor, scale: float
) -> Tensor:
    a = down.detach()
    b = up.detach()
    mixed = (torch.linear(weight.detach(), a) * b).sum(1)
    own = (torch.mm(b, torch.mm(a, a.t())) * b).sum(1)
    return magnitude / torch.sqrt(squares + mixed * (2.0 * scale) + own * (scale * scale))


# The gains of all columns of results, 1 for layers that are not changed; weight [all outs, in].
def dora_columns(
    self, weight: Tensor, downs: List[Tensor], ups: List[Tensor], magnitudes: List[Tensor], squares: List[Tensor],
    scales: List[float], starts: List[int]
) -> Tensor:
    pieces: List[Tensor] = []
    end = 0
    for i in range(len(ups)):
        rows = ups[i].size(0)
        pieces.append(torch.ones([starts[i] - end], device=weight.device))
        own = torch.narrow(weight, 0, starts[i], rows)
        pieces.append(self.dora_gains(own, downs[i], ups[i], magnitudes[i], squares[i], scales[i]))
        end = starts[i] + rows
    pieces.append(torch.ones([weight.size(0) - end], device=weight.device))
    return torch.cat(pieces)


# gains * x V^T + bias; weight [all outs, in]. With dropout, which only a layer by itself may have, what the adapter changes reads
# the dropped x' and the rest reads x, as in PEFT: x W^T + bias + gains * x' V^T - x' W^T.
def dora_of(
    self, x: Tensor, weight: Tensor, biases: List[Tensor], downs: List[Tensor], ups: List[Tensor],
    magnitudes: List[Tensor], squares: List[Tensor], scales: List[float], starts: List[int], keys: List[Tensor],
    salts: List[int], probability: float, compute: int
) -> Tensor:
    gains = self.dora_columns(weight, downs, ups, magnitudes, squares, scales, starts).to(compute)
    if len(keys) > 0:
        plain = self.linear(x, [weight] + biases, compute)
        dropped = self.dropout(x.to(compute), keys[0], salts[0], probability)
        kept = torch.linear(dropped, weight.to(compute))
        inner = torch.linear(dropped, downs[0].to(compute))
        return plain + torch.addmm(kept, inner, ups[0].to(compute).t(), alpha=scales[0]) * gains - kept
    direction = torch.linear(x.to(compute), weight.to(compute))
    direction = self.add_low_rank(direction, x, downs, ups, scales, starts, keys, salts, probability)
    if len(biases) == 0:
        return direction * gains
    return torch.addcmul(self.stacked(biases).to(compute), direction, gains)


# x [tokens, in] -> [tokens, all outs] in the compute type.
def dora_linear(
    self, x: Tensor, weights: List[Tensor], biases: List[Tensor], downs: List[Tensor], ups: List[Tensor],
    magnitudes: List[Tensor], squares: List[Tensor], scales: List[float], starts: List[int], keys: List[Tensor],
    salts: List[int], probability: float, compute: int
) -> Tensor:
    weight = self.stacked(weights)
    return self.dora_of(x, weight, biases, downs, ups, magnitudes, squares, scales, starts, keys, salts, probability, compute)


# The same for one layer whose weight is stored the other way round, [in, out].
def dora_linear_transposed(
    self, x: Tensor, weights: List[Tensor], biases: List[Tensor], downs: List[Tensor], ups: List[Tensor],
    magnitudes: List[Tensor], squares: List[Tensor], scales: List[float], starts: List[int], keys: List[Tensor],
    salts: List[int], probability: float, compute: int
) -> Tensor:
    return self.dora_of(
        x, weights[0].t(), biases, downs, ups, magnitudes, squares, scales, starts, keys, salts, probability,
        compute
    )


# ids [tokens] -> table[ids] + scale * A^T[ids] B^T, [tokens, width]; A [rank, count], B [width, rank].
def lora_embedding(self, ids: Tensor, table: Tensor, down: Tensor, up: Tensor, scale: float) -> Tensor:
    inner = torch.index_select(down, 1, ids)
    return torch.addmm(torch.embedding(table, ids), inner.t(), up.t(), alpha=scale)


# table + scale * A^T B^T, [count, width].
def lora_table(self, table: Tensor, down: Tensor, up: Tensor, scale: float) -> Tensor:
    return torch.addmm(table, down.t(), up.t(), alpha=scale)


# The same as lora_embedding, each column at its magnitude.
def dora_embedding(
    self, ids: Tensor, table: Tensor, down: Tensor, up: Tensor, magnitude: Tensor, squares: Tensor, scale: float
) -> Tensor:
    gains = self.dora_gains(table.t(), down, up, magnitude, squares, scale)
    return self.lora_embedding(ids, table, down, up, scale) * gains


# The same as lora_table, each column at its magnitude.
def dora_table(
    self, table: Tensor, down: Tensor, up: Tensor, magnitude: Tensor, squares: Tensor, scale: float
) -> Tensor:
    return self.lora_table(table, down, up, scale) * self.dora_gains(table.t(), down, up, magnitude, squares, scale)


# weight [out, in] += scale * B A, in place and in float32; a negative scale takes it away.
def add_update(self, weight: Tensor, down: Tensor, up: Tensor, scale: float) -> None:
    weight.detach().addmm_(up.detach(), down.detach(), alpha=scale)


# The same for a weight [in, out].
def add_update_transposed(self, weight: Tensor, down: Tensor, up: Tensor, scale: float) -> None:
    weight.detach().addmm_(down.detach().t(), up.detach().t(), alpha=scale)


# What merging multiplies each row of a weight [out, in] by: its gain, without records.
def gains_of_rows(
    self, weight: Tensor, down: Tensor, up: Tensor, magnitude: Tensor, squares: Tensor, scale: float
) -> Tensor:
    return self.dora_gains(weight, down, up, magnitude.detach(), squares, scale)


# The same for a weight [in, out].
def gains_of_columns(
    self, weight: Tensor, down: Tensor, up: Tensor, magnitude: Tensor, squares: Tensor, scale: float
) -> Tensor:
    return self.dora_gains(weight.t(), down, up, magnitude.detach(), squares, scale)


# Multiplies row i of weight [out, in] by gains[i], in place.
def multiply_rows(self, weight: Tensor, gains: Tensor) -> None:
    weight.detach().mul_(gains.unsqueeze(1))


# Multiplies column i of weight [in, out] by gains[i], in place.
def multiply_columns(self, weight: Tensor, gains: Tensor) -> None:
    weight.detach().mul_(gains)


# Divides row i of weight [out, in] by gains[i], in place.
def divide_rows(self, weight: Tensor, gains: Tensor) -> None:
    weight.detach().div_(gains.unsqueeze(1))


# Divides column i of weight [in, out] by gains[i], in place.
def divide_columns(self, weight: Tensor, gains: Tensor) -> None:
    weight.detach().div_(gains)
