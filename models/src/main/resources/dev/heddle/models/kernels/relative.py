# Self-attention that knows how far apart two tokens are: a bias for every head and every bucket of distances is added to the
# logits, which are not scaled otherwise (Raffel et al. 2020, arXiv:1910.10683, section 2.1).


# Which of `buckets` a distance >= 0 falls into: the nearer half have a bucket each, those from there to `farthest` share the
# others evenly by logarithm, and the last takes what is farther. distances int64 of any shape -> the same shape.
def distance_buckets(self, distances: Tensor, buckets: int, farthest: int) -> Tensor:
    single = buckets // 2
    beyond = torch.log(torch.clamp_min(distances, 1).to(torch.float32) / single)
    shared = beyond / torch.log(float(farthest) / float(single)) * (buckets - single)
    return torch.where(distances < single, distances, torch.clamp_max(shared.to(torch.int64) + single, buckets - 1))


# table [buckets, heads] -> for each length the bias of every distance "key minus query" between two of its tokens, ascending
# from 1 - length to length - 1: [heads, 2 length - 1]. Looking both ways, keys after the query have the second half of the
# table; looking back only, their bias is minus infinity, which is the causal mask.
def relative_biases(self, table: Tensor, lengths: List[int], farthest: int, causal: bool) -> List[Tensor]:
    biases: List[Tensor] = []
    for length in lengths:
        distances = torch.arange(1 - length, length, device=table.device)
        if causal:
            buckets = self.distance_buckets(torch.clamp_min(-distances, 0), table.size(0), farthest)
            seen = torch.embedding(table, buckets)
            biases.append(seen.masked_fill((distances > 0).unsqueeze(1), float("-inf")).t().contiguous())
        else:
            half = table.size(0) // 2
            buckets = self.distance_buckets(torch.abs(distances), half, farthest) + (distances > 0).to(torch.int64) * half
            biases.append(torch.embedding(table, buckets).t().contiguous())
    return biases


# qkv [tokens, 3 heads head_width] and the biases of each run -> [tokens, heads head_width]. `keys` of tokens ask for dropout of the
# weights.
#
# With the queries from last to first, the bias matrix of a head is every window of its biases in order: a view that takes no
# memory. Its first row belongs to the last query.
def relative_attention(
    self, qkv: Tensor, lengths: List[int], counts: List[int], biases: List[Tensor], heads: int, keys: List[Tensor],
    salt: int, probability: float
) -> Tensor:
    head_width = qkv.size(1) // (3 * heads)
    sizes: List[int] = []
    for r in range(len(lengths)):
        sizes.append(lengths[r] * counts[r])
    runs = torch.split_with_sizes(qkv, sizes, 0)
    states_of = self.states_of_runs(keys, salt, sizes)
    mixed: List[Tensor] = []
    for r in range(len(lengths)):
        split = runs[r].view([counts[r], lengths[r], 3, heads, head_width]).permute([2, 0, 3, 1, 4])
        bias = biases[r].to(qkv.dtype).unfold(1, lengths[r], 1).unsqueeze(0)
        queries = torch.flip(split[0], [2])
        noise = self.noise_of_run(states_of[r], counts[r], lengths[r])
        backwards = self.biased_mix(queries, split[1], split[2], bias, noise, probability)
        out = torch.flip(backwards, [2]).transpose(1, 2)
        mixed.append(out.reshape([sizes[r], heads * head_width]))
    return torch.cat(mixed, 0)


# Attention with a bias: q [count, heads, length, head width] with the queries from last to first; the noise has them from first to
# last.
def biased_mix(
    self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor, noise: List[Tensor], probability: float
) -> Tensor:
    if len(noise) == 0:
        return torch.scaled_dot_product_attention(q, k, v, bias, scale=1.0)
    logits = torch.matmul(q, k.transpose(2, 3)).to(torch.float32) + bias
    backwards = [torch.flip(noise[0], [1]), noise[1]]
    return self.dropped_mix(torch.softmax(logits, -1), v, backwards, probability)


# table [buckets, heads], positions [sequences] of one token of each -> the biases of the first `longest` places of each sequence,
# minus infinity behind the token: [sequences, heads, 1, longest].
def cached_relative_biases(self, table: Tensor, positions: Tensor, longest: int, farthest: int) -> Tensor:
    back = positions.unsqueeze(1) - torch.arange(longest, device=table.device)
    seen = torch.embedding(table, self.distance_buckets(torch.clamp_min(back, 0), table.size(0), farthest))
    return seen.masked_fill((back < 0).unsqueeze(2), float("-inf")).transpose(1, 2).unsqueeze(2)


# As relative_attention, of causal sequences that the cache remembers; see cached_attention.
def cached_relative_attention(
    self, qkv: Tensor, cache: List[Tensor], slots: Tensor, lengths: List[int], counts: List[int], reach: List[int],
    biases: List[Tensor], heads: int
) -> Tensor:
    split = qkv.view([qkv.size(0), 3, heads, qkv.size(1) // (3 * heads)])
    self.remember(cache, slots, split[:, 1], split[:, 2])
    if len(reach) == 0:
        return self.relative_attention(qkv, lengths, counts, biases, heads, [], 0, 0.0)
    keys = cache[0][:, : reach[1]].transpose(1, 2)
    values = cache[1][:, : reach[1]].transpose(1, 2)
    queries = split[:, 0].unsqueeze(2)
    out = torch.scaled_dot_product_attention(queries, keys, values, biases[0].to(qkv.dtype), scale=1.0)
    return out.reshape([qkv.size(0), -1])
