# Keys and values of sequences that are written token by token. The cache of a layer is [keys, values], each [sequences, capacity,
# key heads, head width]. Sequences start at place 0 and are as long as they are; what stands behind their end is never seen, but
# it is zero from the start, because a weight of 0 times something that is not a number would not be 0.


# An empty cache for a layer whose projections have the type and device of `like`.
def empty_cache(self, like: Tensor, sequences: int, capacity: int, key_heads: int, head_width: int) -> List[Tensor]:
    shape = [sequences, capacity, key_heads, head_width]
    return [torch.zeros(shape, dtype=like.dtype, device=like.device) for _ in range(2)]


# Caches of any layers -> copies with room for `capacity` tokens a sequence.
def grown_caches(self, caches: List[Tensor], capacity: int) -> List[Tensor]:
    return [torch.constant_pad_nd(cache, [0, 0, 0, 0, 0, capacity - cache.size(1)]) for cache in caches]


# Copies of arrays that have the rows chosen and no others.
def selected_rows(self, arrays: List[Tensor], rows: Tensor) -> List[Tensor]:
    return [torch.index_select(array, 0, rows) for array in arrays]


# Writes keys and values [tokens, key heads, head width]; slot sequence * capacity + place for each.
def remember(self, cache: List[Tensor], slots: Tensor, keys: Tensor, values: Tensor) -> None:
    rows = [cache[0].size(0) * cache[0].size(1), cache[0].size(2), cache[0].size(3)]
    cache[0].view(rows).index_copy_(0, slots, keys)
    cache[1].view(rows).index_copy_(0, slots, values)


# As grouped_attention, of causal sequences that the cache remembers. All sequences are either new, packed as `lengths` and
# `counts` say, or go on by one token each; then `reach` is [the shortest, the longest] sequence, the new token among it.
def cached_attention(
    self,
    qkv: Tensor,
    cache: List[Tensor],
    slots: Tensor,
    positions: Tensor,
    lengths: List[int],
    counts: List[int],
    reach: List[int],
    rotary: List[Tensor],
    norms: List[Tensor],
    heads: List[int],
    epsilon: float,
    offset: float,
    before: int,
    scale: float,
    cap: float,
) -> Tensor:
    parts = self.queries_keys_values(qkv, heads, rotary, norms, epsilon, offset)
    self.remember(cache, slots, parts[1], parts[2])
    if len(reach) == 0:
        return self.attend_packed(parts[0], parts[1], parts[2], lengths, counts, [], before, 0, scale, cap, [], 0, 0.0)
    return self.attend_cached(parts[0], cache, positions, reach, before, scale, cap)


# queries [sequences, heads, head width], one of each sequence -> [sequences, heads head width]. The query heads that share a
# key head stand where other attention has the tokens of a sequence, so that keys and values are read where they lie.
def attend_cached(
    self,
    queries: Tensor,
    cache: List[Tensor],
    positions: Tensor,
    reach: List[int],
    before: int,
    scale: float,
    cap: float,
) -> Tensor:
    first = 0 if before < 0 else max(0, reach[0] - 1 - before)
    keys = cache[0][:, first : reach[1]].transpose(1, 2)
    values = cache[1][:, first : reach[1]].transpose(1, 2)
    seen: List[Tensor] = []
    if reach[0] < reach[1]:
        places = torch.arange(first, reach[1], device=queries.device)
        back = reach[1] if before < 0 else before
        seen.append(self.is_near(places - positions.view([-1, 1, 1, 1]), back, 0))
    shared = queries.view([queries.size(0), keys.size(1), queries.size(1) // keys.size(1), queries.size(2)])
    return self.mix(shared, keys, values, seen, False, scale, cap, [], 0.0).reshape([queries.size(0), -1])
