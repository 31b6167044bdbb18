# Self-attention inside each of several packed sequences. Sequences lie one after the other; `lengths` and `counts` describe
# them as runs of equal length: counts[r] sequences of lengths[r] tokens. A run is one fused call, and no padding exists.


# Angles of the rotary embedding: positions [tokens] -> [cos, sin], each [tokens, 1, head width / 2], float32.
def rotary_table(self, positions: Tensor, theta: float, head_width: int) -> List[Tensor]:
    exponents = torch.arange(0, head_width, 2, dtype=torch.float32, device=positions.device) / head_width
    angles = positions.to(torch.float32).unsqueeze(1) * torch.reciprocal(torch.pow(theta, exponents)).unsqueeze(0)
    angles = angles.unsqueeze(1)
    return [torch.cos(angles), torch.sin(angles)]


# Rotates queries and keys by their positions: x [tokens, 2 heads, head width], table as above. Halves are paired, as in
# Hugging Face's models: (a, b) -> (a cos - b sin, b cos + a sin).
def rotate(self, x: Tensor, table: List[Tensor]) -> Tensor:
    halves = torch.chunk(x.to(torch.float32), 2, -1)
    cos, sin = table[0], table[1]
    turned = [halves[0] * cos - halves[1] * sin, halves[1] * cos + halves[0] * sin]
    return torch.cat(turned, -1).to(x.dtype)


# qkv [tokens, 3 width] -> [tokens, width]. `rotary` is empty or a rotary table. A token attends to tokens of its own
# sequence at a distance of at most `reach`; a negative reach means all of them.
def attention(
    self, qkv: Tensor, lengths: List[int], counts: List[int], rotary: List[Tensor], heads: int, reach: int
) -> Tensor:
    tokens = qkv.size(0)
    head_width = qkv.size(1) // (3 * heads)
    split = qkv.view([tokens, 3 * heads, head_width])
    queries_keys, values = torch.split_with_sizes(split, [2 * heads, heads], 1)
    if len(rotary) > 0:
        queries_keys = self.rotate(queries_keys, rotary)
    sizes: List[int] = []
    for r in range(len(lengths)):
        sizes.append(lengths[r] * counts[r])
    queries_keys_of = torch.split_with_sizes(queries_keys, sizes, 0)
    values_of = torch.split_with_sizes(values, sizes, 0)
    mixed: List[Tensor] = []
    for r in range(len(lengths)):
        shape = [counts[r], lengths[r], 2 * heads, head_width]
        pair = torch.chunk(queries_keys_of[r].view(shape).transpose(1, 2), 2, 1)
        v = values_of[r].view([counts[r], lengths[r], heads, head_width]).transpose(1, 2)
        out = self.attend(pair[0], pair[1], v, reach)
        mixed.append(out.transpose(1, 2).reshape([sizes[r], heads * head_width]))
    return torch.cat(mixed, 0)


# q, k, v [count, heads, length, head width] -> the same shape.
def attend(self, q: Tensor, k: Tensor, v: Tensor, reach: int) -> Tensor:
    length = q.size(2)
    if reach < 0 or length - 1 <= reach:
        return torch.scaled_dot_product_attention(q, k, v)
    block = max(reach, 64)
    if length <= 4 * block:
        places = torch.arange(length, device=q.device)
        near = torch.abs(places.unsqueeze(1) - places.unsqueeze(0)) <= reach
        return torch.scaled_dot_product_attention(q, k, v, near)
    return self.attend_in_blocks(q, k, v, reach, block)


# Local attention of long sequences: queries in blocks of `block` >= reach tokens, each against the keys of its own block and
# its two neighbours, so that memory grows with the length and not with its square.
def attend_in_blocks(self, q: Tensor, k: Tensor, v: Tensor, reach: int, block: int) -> Tensor:
    count, heads, length, head_width = q.size(0), q.size(1), q.size(2), q.size(3)
    blocks = (length + block - 1) // block
    tail = blocks * block - length
    near = self.block_mask(length, reach, block, blocks, q)
    queries = torch.constant_pad_nd(q, [0, 0, 0, tail])
    queries = queries.view([count, heads, blocks, block, head_width]).transpose(1, 2)
    out = torch.scaled_dot_product_attention(
        queries.reshape([count * blocks, heads, block, head_width]),
        self.with_neighbours(k, block, blocks, tail),
        self.with_neighbours(v, block, blocks, tail),
        near.repeat([count, 1, 1, 1]),
    )
    out = out.view([count, blocks, heads, block, head_width]).transpose(1, 2)
    return out.reshape([count, heads, blocks * block, head_width])[:, :, :length]


# x [count, heads, length, head width] -> [count blocks, heads, 3 block, head width]: each block between its neighbours.
def with_neighbours(self, x: Tensor, block: int, blocks: int, tail: int) -> Tensor:
    count, heads, head_width = x.size(0), x.size(1), x.size(3)
    padded = torch.constant_pad_nd(x, [0, 0, block, tail + block])
    padded = padded.view([count, heads, blocks + 2, block, head_width])
    near = torch.cat([padded[:, :, 0:blocks], padded[:, :, 1 : blocks + 1], padded[:, :, 2 : blocks + 2]], 3)
    return near.transpose(1, 2).reshape([count * blocks, heads, 3 * block, head_width])


# [blocks, 1, block, 3 block]: which keys a query may see. Queries past the end see each other: a row that sees nothing
# would be NaN, and so would its gradient.
def block_mask(self, length: int, reach: int, block: int, blocks: int, like: Tensor) -> Tensor:
    places = torch.arange(blocks * block, device=like.device).view([blocks, block, 1])
    offsets = torch.arange(3 * block, device=like.device).view([1, 1, 3 * block]) - block
    keys = places[:, 0:1] + offsets
    near = torch.abs(places - keys) <= reach
    inside = (keys >= 0) & ((keys < length) | (places >= length))
    return (near & inside).unsqueeze(1)
