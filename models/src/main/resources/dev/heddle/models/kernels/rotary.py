# Rotary positions (Su et al. 2021, arXiv:2104.09864) and their scalings to longer texts. Frequencies are [head width / 2] and a
# table is [cos, sin], each [tokens, 1, head width / 2]; all float32, in the order of operations that Hugging Face's models have.


# theta^(-2 i / head width); `like` is any array on the device wanted.
def rotary_frequencies(self, like: Tensor, theta: float, head_width: int) -> Tensor:
    exponents = torch.arange(0, head_width, 2, dtype=torch.float32, device=like.device) / head_width
    return torch.reciprocal(torch.pow(theta, exponents))


# Positions shrunk by `factor` (Chen et al. 2023, arXiv:2306.15595).
def linear_frequencies(self, like: Tensor, theta: float, head_width: int, factor: float) -> Tensor:
    return self.rotary_frequencies(like, theta, head_width) / factor


# Llama 3.1: waves longer than original / low are stretched by `factor`, those shorter than original / high are left alone,
# and those between are blended.
def llama3_frequencies(
    self, like: Tensor, theta: float, head_width: int, factor: float, low: float, high: float, original: float
) -> Tensor:
    plain = self.rotary_frequencies(like, theta, head_width)
    waves = 6.283185307179586 / plain
    share = (original / waves - low) / (high - low)
    blended = (1 - share) * plain / factor + share * plain
    stretched = torch.where(waves > original / low, plain / factor, blended)
    return torch.where(waves < original / high, plain, stretched)


# YaRN (Peng et al. 2023, arXiv:2309.00071): pairs below `first` keep their frequency, pairs above `last` are stretched by
# `factor`, with a ramp between.
def yarn_frequencies(self, like: Tensor, theta: float, head_width: int, factor: float, first: float, last: float) -> Tensor:
    exponents = torch.arange(0, head_width, 2, dtype=torch.float32, device=like.device) / head_width
    waves = torch.pow(theta, exponents)
    pairs = torch.arange(head_width // 2, dtype=torch.float32, device=like.device)
    kept = 1 - torch.clamp((pairs - first) / (last - first), 0, 1)
    return torch.reciprocal(factor * waves) * (1 - kept) + torch.reciprocal(waves) * kept


# positions [tokens] -> the table; `magnitude` multiplies both parts.
def rotary_table_of(self, positions: Tensor, frequencies: Tensor, magnitude: float) -> List[Tensor]:
    angles = positions.to(torch.float32).unsqueeze(1) * frequencies
    angles = angles.unsqueeze(1)
    return [torch.cos(angles) * magnitude, torch.sin(angles) * magnitude]


# positions [tokens] -> the table without scaling.
def rotary_table(self, positions: Tensor, theta: float, head_width: int) -> List[Tensor]:
    return self.rotary_table_of(positions, self.rotary_frequencies(positions, theta, head_width), 1.0)


# Dynamic NTK scaling: theta grows with the length of a token's own sequence beyond `longest`. Sequences are given as runs; one is
# as long as the position of its last token says, so that a token alone may be the end of a sequence whose start is remembered.
def dynamic_rotary_table(
    self,
    positions: Tensor,
    lengths: List[int],
    counts: List[int],
    theta: float,
    head_width: int,
    factor: float,
    longest: int,
) -> List[Tensor]:
    exponents = torch.arange(0, head_width, 2, dtype=torch.float32, device=positions.device) / head_width
    sizes: List[int] = []
    for r in range(len(lengths)):
        sizes.append(lengths[r] * counts[r])
    frequencies: List[Tensor] = []
    positions_of = torch.split_with_sizes(positions, sizes, 0)
    for r in range(len(lengths)):
        whole = positions_of[r].view([counts[r], lengths[r]])[:, -1:].to(torch.float64) + 1
        stretch = factor * torch.clamp(whole, min=longest) / longest - (factor - 1)
        base = (theta * torch.pow(stretch, head_width / (head_width - 2))).to(torch.float32)
        of_sequence = torch.reciprocal(torch.pow(base, exponents)).unsqueeze(1)
        frequencies.append(of_sequence.expand([counts[r], lengths[r], head_width // 2]).reshape([sizes[r], -1]))
    return self.rotary_table_of(positions, torch.cat(frequencies, 0), 1.0)


# Rotates queries and keys by their positions: x [tokens, heads, head width] with a table. Halves are paired, as in
# Hugging Face's models: (a, b) -> (a cos - b sin, b cos + a sin).
def rotate(self, x: Tensor, table: List[Tensor]) -> Tensor:
    halves = torch.chunk(x.to(torch.float32), 2, -1)
    cos, sin = table[0], table[1]
    turned = [halves[0] * cos - halves[1] * sin, halves[1] * cos + halves[0] * sin]
    return torch.cat(turned, -1).to(x.dtype)
