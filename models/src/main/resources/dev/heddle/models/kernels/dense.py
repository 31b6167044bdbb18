# Linear layers, norms, activations and embeddings of packed tokens.
#
# Tokens of all sequences lie one after the other: [tokens, width]. `weights` and `norm` are [weight] or [weight, bias].
# `compute` is the scalar type of matrix products; norms and the residual stream are float32.


def bias_of(self, weights: List[Tensor]) -> Optional[Tensor]:
    bias: Optional[Tensor] = None
    if len(weights) > 1:
        bias = weights[1]
    return bias


# x [tokens, in], weight [out, in] -> [tokens, out] in the compute type.
def linear(self, x: Tensor, weights: List[Tensor], compute: int) -> Tensor:
    bias: Optional[Tensor] = None
    if len(weights) > 1:
        bias = weights[1].to(compute)
    return torch.linear(x.to(compute), weights[0].to(compute), bias)


# The same with its weight the other way round, [in, out], as GPT-2 stores it.
def linear_transposed(self, x: Tensor, weights: List[Tensor], compute: int) -> Tensor:
    return torch.addmm(weights[1].to(compute), x.to(compute), weights[0].to(compute))


# Several layers that read the same x: x [tokens, in] -> [tokens, sum of outs]; all of them have a bias, or none. Laying
# weights side by side for one product is a copy of the weights, which few tokens do not pay back: then results are laid
# side by side. A single weight holds those of all layers already.
def linear_together(self, x: Tensor, weights: List[Tensor], biases: List[Tensor], compute: int) -> Tensor:
    if len(weights) > 1 and x.size(0) < x.size(1):
        parts: List[Tensor] = []
        for i in range(len(weights)):
            own = [weights[i], biases[i]] if len(biases) > 0 else [weights[i]]
            parts.append(self.linear(x, own, compute))
        return torch.cat(parts, -1)
    bias: Optional[Tensor] = None
    if len(biases) > 0:
        bias = torch.cat(biases).to(compute)
    return torch.linear(x.to(compute), self.stacked(weights).to(compute), bias)


# Arrays one below the other; one alone is no copy.
def stacked(self, arrays: List[Tensor]) -> Tensor:
    return arrays[0] if len(arrays) == 1 else torch.cat(arrays)


# Moves frozen weights into one stretch of memory, one below the other, and returns it: [sum of outs, in]. Each weight
# stays the array it was and becomes a view of its rows.
def move_side_by_side(self, weights: List[Tensor]) -> Tensor:
    block = torch.cat(weights)
    start = 0
    for weight in weights:
        rows = weight.size(0)
        weight.set_(torch.narrow(block, 0, start, rows))
        start = start + rows
    return block


# x [tokens, width] -> the same, float32.
def layer_norm(self, x: Tensor, norm: List[Tensor], epsilon: float) -> Tensor:
    return torch.layer_norm(x.to(torch.float32), [x.size(-1)], norm[0], self.bias_of(norm), epsilon)


# Pre-norm: the residual stream after an update, and its norm for the next block. Both [tokens, width], float32. The update may
# have dropout, here and below.
def add_then_norm(
    self, residual: Tensor, update: Tensor, norm: List[Tensor], epsilon: float, keys: List[Tensor], salt: int,
    probability: float
) -> List[Tensor]:
    total = self.add_dropped(residual, update, keys, salt, probability)
    return [total, self.layer_norm(total, norm, epsilon)]


# Post-norm: norm(residual + update), [tokens, width], float32.
def norm_of_sum(
    self, residual: Tensor, update: Tensor, norm: List[Tensor], epsilon: float, keys: List[Tensor], salt: int,
    probability: float
) -> Tensor:
    return self.layer_norm(self.add_dropped(residual, update, keys, salt, probability), norm, epsilon)


# The exact gelu, x Phi(x).
def gelu(self, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="none")


# The tanh approximation of gelu.
def tanh_gelu(self, x: Tensor) -> Tensor:
    return torch.gelu(x, approximate="tanh")


# x sigmoid(x).
def silu(self, x: Tensor) -> Tensor:
    return torch.silu(x)


# max(x, 0).
def relu(self, x: Tensor) -> Tensor:
    return torch.relu(x)


# Prediction head: norm(gelu(x)), [rows, width], float32.
def gelu_then_norm(self, x: Tensor, norm: List[Tensor], epsilon: float) -> Tensor:
    return self.layer_norm(torch.gelu(x, approximate="none"), norm, epsilon)


# GeGLU: x [tokens, 2 width] = (input, gate) -> gelu(input) * gate, [tokens, width].
def geglu(self, x: Tensor) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    return torch.gelu(halves[0], approximate="none") * halves[1]


# The same with the tanh approximation of gelu.
def tanh_geglu(self, x: Tensor) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    return torch.gelu(halves[0], approximate="tanh") * halves[1]


# SwiGLU: silu(input) * gate.
def swiglu(self, x: Tensor) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    return torch.silu(halves[0]) * halves[1]


# ReGLU: relu(input) * gate.
def reglu(self, x: Tensor) -> Tensor:
    halves = torch.chunk(x, 2, -1)
    return torch.relu(halves[0]) * halves[1]


# ids [tokens] -> rows of table [vocabulary, width].
def embedding(self, ids: Tensor, table: Tensor) -> Tensor:
    return torch.embedding(table, ids)


# ids [tokens] -> scale * table[ids], [tokens, width].
def scaled_embedding(self, ids: Tensor, table: Tensor, scale: float) -> Tensor:
    return torch.embedding(table, ids) * scale


# GPT-2: words[ids] + places[positions], [tokens, width].
def embedding_sum(self, ids: Tensor, positions: Tensor, words: Tensor, places: Tensor) -> Tensor:
    return torch.embedding(words, ids) + torch.embedding(places, positions)


# norm(scale * word + position), [tokens, width]. The row of position 0 in `places` is the one numbered `first`.
def scaled_embedding_norm(
    self, ids: Tensor, positions: Tensor, words: Tensor, places: Tensor, scale: float, first: int, norm: List[Tensor],
    epsilon: float
) -> Tensor:
    x = torch.embedding(words, ids) * scale + torch.embedding(places, positions + first)
    return self.layer_norm(x, norm, epsilon)


# ids [tokens] -> norm(table[ids]), [tokens, width].
def embedding_norm(self, ids: Tensor, table: Tensor, norm: List[Tensor], epsilon: float) -> Tensor:
    return self.layer_norm(torch.embedding(table, ids), norm, epsilon)


# BERT: norm(word + position + token type), [tokens, width]. Positions count from `first`; `types` is [ids of types], or empty
# where every token is of type 0. `tables` are those of words, positions and types.
def bert_embedding(
    self, ids: Tensor, positions: Tensor, types: List[Tensor], tables: List[Tensor], first: int, norm: List[Tensor],
    epsilon: float
) -> Tensor:
    x = torch.embedding(tables[0], ids) + torch.embedding(tables[1], positions + first)
    if len(types) > 0:
        x = x + torch.embedding(tables[2], types[0])
    else:
        x = x + tables[2][0]
    return self.layer_norm(x, norm, epsilon)


# The hyperbolic tangent, of the type of x.
def tanh(self, x: Tensor) -> Tensor:
    return torch.tanh(x)
