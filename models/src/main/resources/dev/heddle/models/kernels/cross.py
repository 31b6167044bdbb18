# Attention of targets to their sources. Both lie one after the other; run r is `counts[r]` neighbouring pairs whose targets
# have `target_lengths[r]` tokens and whose sources have `source_lengths[r]`. A run is one fused call, and no padding exists. `keys`
# of the targets ask for dropout of the weights.


# queries [target tokens, inner], keys_values [source tokens, 2 inner] -> [target tokens, inner].
def cross_attention(
    self, queries: Tensor, keys_values: Tensor, counts: List[int], target_lengths: List[int], source_lengths: List[int],
    heads: int, scale: float, keys: List[Tensor], salt: int, probability: float
) -> Tensor:
    head_width = queries.size(1) // heads
    target_sizes: List[int] = []
    source_sizes: List[int] = []
    for r in range(len(counts)):
        target_sizes.append(counts[r] * target_lengths[r])
        source_sizes.append(counts[r] * source_lengths[r])
    queries_of = torch.split_with_sizes(queries, target_sizes, 0)
    keys_values_of = torch.split_with_sizes(keys_values, source_sizes, 0)
    states_of = self.states_of_runs(keys, salt, target_sizes)
    mixed: List[Tensor] = []
    for r in range(len(counts)):
        q = queries_of[r].view([counts[r], target_lengths[r], heads, head_width]).transpose(1, 2)
        kv = keys_values_of[r].view([counts[r], source_lengths[r], 2, heads, head_width]).permute([2, 0, 3, 1, 4])
        noise = self.noise_of_run(states_of[r], counts[r], target_lengths[r])
        out = self.mix(q, kv[0], kv[1], [], False, scale, 0.0, noise, probability)
        mixed.append(out.transpose(1, 2).reshape([target_sizes[r], heads * head_width]))
    return torch.cat(mixed, 0)
