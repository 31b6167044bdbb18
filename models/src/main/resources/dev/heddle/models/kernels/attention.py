# Self-attention inside each of several packed sequences. Sequences lie one after the other; `lengths` and `counts` describe
# them as runs of equal length: counts[r] sequences of lengths[r] tokens. A run is one fused call, and no padding exists.
#
# A token sees itself, `before` tokens back and `after` tokens ahead; a negative number means all of them. Logits are
# multiplied by `scale`; a positive `cap` bends them to cap * tanh(logit / cap). `keys` of tokens ask for dropout of the weights;
# `noise` is what dropped_mix takes.


# qkv [tokens, 3 width] -> [tokens, width]. `rotary` is empty or a rotary table. A token attends to tokens of its own
# sequence at a distance of at most `reach`; a negative reach means all of them.
def attention(
    self, qkv: Tensor, lengths: List[int], counts: List[int], rotary: List[Tensor], heads: int, reach: int,
    keys: List[Tensor], salt: int, probability: float
) -> Tensor:
    parts = self.queries_keys_values(qkv, [heads, heads], rotary, [], 0.0, 0.0)
    scale = parts[0].size(2) ** -0.5
    return self.attend_packed(
        parts[0], parts[1], parts[2], lengths, counts, [], reach, reach, scale, 0.0, keys, salt, probability
    )


# qkv [tokens, (heads + 2 key heads) head width] -> [tokens, heads head width], with heads = [heads, key heads]. `norms` is
# empty or the scales of queries and keys; `prefixes` is empty or says how long the prefix of each sequence is.
def grouped_attention(
    self,
    qkv: Tensor,
    lengths: List[int],
    counts: List[int],
    prefixes: List[int],
    rotary: List[Tensor],
    norms: List[Tensor],
    heads: List[int],
    epsilon: float,
    offset: float,
    before: int,
    after: int,
    scale: float,
    cap: float,
    keys: List[Tensor],
    salt: int,
    probability: float,
) -> Tensor:
    parts = self.queries_keys_values(qkv, heads, rotary, norms, epsilon, offset)
    return self.attend_packed(
        parts[0], parts[1], parts[2], lengths, counts, prefixes, before, after, scale, cap, keys, salt, probability
    )


# -> [queries [tokens, heads, head width], keys and values [tokens, key heads, head width]], queries and keys normed and turned.
def queries_keys_values(
    self, qkv: Tensor, heads: List[int], rotary: List[Tensor], norms: List[Tensor], epsilon: float, offset: float
) -> List[Tensor]:
    together = heads[0] + 2 * heads[1]
    split = qkv.view([qkv.size(0), together, qkv.size(1) // together])
    queries_keys, values = torch.split_with_sizes(split, [heads[0] + heads[1], heads[1]], 1)
    if len(norms) > 0:
        width = norms[0].size(0)
        scales = torch.cat([norms[0].expand([heads[0], width]), norms[1].expand([heads[1], width])])
        queries_keys = self.rms_norm(queries_keys, scales, epsilon, offset)
    if len(rotary) > 0:
        queries_keys = self.rotate(queries_keys, rotary)
    queries, keys = torch.split_with_sizes(queries_keys.to(qkv.dtype), heads, 1)
    return [queries, keys, values]


# queries [tokens, heads, head width], keys and values [tokens, key heads, head width] -> [tokens, heads head width].
def attend_packed(
    self,
    queries: Tensor,
    keys: Tensor,
    values: Tensor,
    lengths: List[int],
    counts: List[int],
    prefixes: List[int],
    before: int,
    after: int,
    scale: float,
    cap: float,
    noise_keys: List[Tensor],
    salt: int,
    probability: float,
) -> Tensor:
    sizes: List[int] = []
    for r in range(len(lengths)):
        sizes.append(lengths[r] * counts[r])
    queries_of = torch.split_with_sizes(queries, sizes, 0)
    keys_of = torch.split_with_sizes(keys, sizes, 0)
    values_of = torch.split_with_sizes(values, sizes, 0)
    states_of = self.states_of_runs(noise_keys, salt, sizes)
    mixed: List[Tensor] = []
    first = 0
    for r in range(len(lengths)):
        q = self.by_head(queries_of[r], counts[r], lengths[r])
        k = self.by_head(keys_of[r], counts[r], lengths[r])
        v = self.by_head(values_of[r], counts[r], lengths[r])
        noise = self.noise_of_run(states_of[r], counts[r], lengths[r])
        out = self.attend(q, k, v, before, after, scale, cap, noise, probability)
        if len(prefixes) > 0:
            own = prefixes[first : first + counts[r]]
            out = self.with_prefixes(out, q, k, v, own, before, scale, cap, noise, probability)
        mixed.append(out.transpose(1, 2).reshape([sizes[r], queries.size(1) * queries.size(2)]))
        first += counts[r]
    return torch.cat(mixed, 0)


# x [count length, heads, head width] -> [count, heads, length, head width].
def by_head(self, x: Tensor, count: int, length: int) -> Tensor:
    return x.view([count, length, x.size(1), x.size(2)]).transpose(1, 2)


# Causal results `out` with those of each sequence's prefix replaced: within the prefix, tokens see to both sides.
def with_prefixes(
    self, out: Tensor, q: Tensor, k: Tensor, v: Tensor, prefixes: List[int], reach: int, scale: float, cap: float,
    noise: List[Tensor], probability: float
) -> Tensor:
    sequences: List[Tensor] = []
    for i in range(len(prefixes)):
        end = prefixes[i]
        one = out[i : i + 1]
        if end > 1:
            own: List[Tensor] = []
            if len(noise) > 0:
                own = [noise[0][i : i + 1, :end], noise[1][i : i + 1]]
            inside = self.attend(
                q[i : i + 1, :, :end], k[i : i + 1, :, :end], v[i : i + 1, :, :end], reach, reach, scale, cap, own,
                probability
            )
            one = torch.cat([inside, one[:, :, end:]], 2)
        sequences.append(one)
    return torch.cat(sequences, 0)


# q [count, heads, length, head width], k and v [count, key heads, length, head width] -> the shape of q.
def attend(
    self, q: Tensor, k: Tensor, v: Tensor, before: int, after: int, scale: float, cap: float, noise: List[Tensor],
    probability: float
) -> Tensor:
    last = q.size(2) - 1
    back = last if before < 0 else min(before, last)
    ahead = last if after < 0 else min(after, last)
    if back == last and (ahead == last or ahead == 0):
        return self.mix(q, k, v, [], ahead < last, scale, cap, noise, probability)
    block = max(max(back, ahead), 64)
    if len(noise) > 0:
        block = (block + 3) // 4 * 4  # blocks begin where words do
    if last < 4 * block:
        places = torch.arange(last + 1, device=q.device)
        near = self.is_near(places.unsqueeze(0) - places.unsqueeze(1), back, ahead)
        return self.mix(q, k, v, [near], False, scale, cap, noise, probability)
    return self.attend_in_blocks(q, k, v, back, ahead, block, scale, cap, noise, probability)


# Whether a key at `distance` (key's place - query's place) is seen.
def is_near(self, distance: Tensor, back: int, ahead: int) -> Tensor:
    return (distance >= -back) & (distance <= ahead)


# Attention itself. Every query head gets its own view of the keys it shares: PyTorch's fused kernels for the CPU take no
# grouped heads, and its fallback would hold all weights, [count, heads, length, length].
def mix(
    self, q: Tensor, k: Tensor, v: Tensor, seen: List[Tensor], causal: bool, scale: float, cap: float,
    noise: List[Tensor], probability: float
) -> Tensor:
    keys = self.for_query_heads(k, q.size(1))
    values = self.for_query_heads(v, q.size(1))
    if cap > 0 or len(noise) > 0:
        return self.explicit_attention(q, keys, values, seen, causal, scale, cap, noise, probability)
    mask: Optional[Tensor] = None
    if len(seen) > 0:
        mask = seen[0]
    return torch.scaled_dot_product_attention(q, keys, values, mask, 0.0, causal, scale=scale)


# x [count, key heads, length, head width] -> [count, heads, length, head width]: neighbouring heads share a key head.
def for_query_heads(self, x: Tensor, heads: int) -> Tensor:
    if x.size(1) == heads:
        return x
    shared = [x.size(0), x.size(1), heads // x.size(1), x.size(2), x.size(3)]
    return x.unsqueeze(2).expand(shared).reshape([x.size(0), heads, x.size(2), x.size(3)])


# Attention whose weights exist, [count, heads, queries, places]: what no fused kernel computes is bent logits (Gemma 2,
# arXiv:2408.00118, section 2) and dropout of weights by keys.
def explicit_attention(
    self, q: Tensor, k: Tensor, v: Tensor, seen: List[Tensor], causal: bool, scale: float, cap: float,
    noise: List[Tensor], probability: float
) -> Tensor:
    logits = torch.matmul(q, k.transpose(2, 3)).to(torch.float32) * scale
    if cap > 0:
        logits = cap * torch.tanh(logits / cap)
    if causal:
        places = torch.arange(q.size(2), device=q.device)
        logits = logits.masked_fill(places.unsqueeze(0) > places.unsqueeze(1), -1e30)
    if len(seen) > 0:
        logits = logits.masked_fill(torch.logical_not(seen[0]), -1e30)
    return self.dropped_mix(torch.softmax(logits, -1), v, noise, probability)


# Local attention of long sequences: queries in blocks of `block` tokens, at least as many as a token sees to one side, each
# against the keys of its own block and its neighbours, so that memory grows with the length and not with its square.
def attend_in_blocks(
    self, q: Tensor, k: Tensor, v: Tensor, back: int, ahead: int, block: int, scale: float, cap: float,
    noise: List[Tensor], probability: float
) -> Tensor:
    count, heads, length, head_width = q.size(0), q.size(1), q.size(2), q.size(3)
    blocks = (length + block - 1) // block
    tail = blocks * block - length
    near = self.block_mask(length, back, ahead, block, blocks, q)
    queries = torch.constant_pad_nd(q, [0, 0, 0, tail])
    queries = queries.view([count, heads, blocks, block, head_width]).transpose(1, 2)
    out = self.mix(
        queries.reshape([count * blocks, heads, block, head_width]),
        self.with_neighbours(k, ahead, block, blocks, tail),
        self.with_neighbours(v, ahead, block, blocks, tail),
        [near.repeat([count, 1, 1, 1])],
        False,
        scale,
        cap,
        self.noise_of_blocks(noise, block, blocks, tail),
        probability,
    )
    out = out.view([count, blocks, heads, block, head_width]).transpose(1, 2)
    return out.reshape([count, heads, blocks * block, head_width])[:, :, :length]


# The noise of each block of queries, whose keys begin one block before it.
def noise_of_blocks(self, noise: List[Tensor], block: int, blocks: int, tail: int) -> List[Tensor]:
    if len(noise) == 0:
        return noise
    states = torch.constant_pad_nd(noise[0], [0, tail])
    first = (torch.arange(blocks, device=states.device) - 1) * (block // 4)
    return [states.view([states.size(0) * blocks, block]), first.repeat([states.size(0)])]


# x [count, heads, length, head width] -> [count blocks, heads, 2 or 3 blocks, head width]: each block after the one before it
# and, where anything ahead is seen, before the next.
def with_neighbours(self, x: Tensor, ahead: int, block: int, blocks: int, tail: int) -> Tensor:
    count, heads, head_width = x.size(0), x.size(1), x.size(3)
    padded = torch.constant_pad_nd(x, [0, 0, block, tail + block])
    padded = padded.view([count, heads, blocks + 2, block, head_width])
    near = [padded[:, :, 0:blocks], padded[:, :, 1 : blocks + 1]]
    if ahead > 0:
        near.append(padded[:, :, 2 : blocks + 2])
    return torch.cat(near, 3).transpose(1, 2).reshape([count * blocks, heads, len(near) * block, head_width])


# [blocks, 1, block, 2 or 3 blocks]: which keys a query may see. Queries past the end see each other: a row that sees nothing
# would be NaN, and so would its gradient.
def block_mask(self, length: int, back: int, ahead: int, block: int, blocks: int, like: Tensor) -> Tensor:
    width = 3 * block if ahead > 0 else 2 * block
    places = torch.arange(blocks * block, device=like.device).view([blocks, block, 1])
    offsets = torch.arange(width, device=like.device).view([1, 1, width]) - block
    keys = places[:, 0:1] + offsets
    inside = (keys >= 0) & ((keys < length) | (places >= length))
    return (self.is_near(keys - places, back, ahead) & inside).unsqueeze(1)
