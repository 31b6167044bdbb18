# Choosing the next token of each sequence from its logits [sequences, vocabulary], float32. Every row is computed on its own, so a
# choice does not depend on the other sequences of a batch.


# logits [sequences, vocabulary] without the tokens `banned`.
def without_tokens(self, logits: Tensor, banned: Tensor) -> Tensor:
    return logits.index_fill(1, banned, float("-inf"))


# The most probable token of each sequence, [sequences].
def greedy_tokens(self, logits: Tensor) -> Tensor:
    return logits.argmax(1)


# Tokens drawn by uniform numbers in [0, 1), one a sequence, [sequences] float32 -> [sequences].
#
# In the order of transformers: logits are divided by the temperature; the top_k best stay, and those equal to the last of them
# (Fan et al. 2018, arXiv:1805.04833); of these the fewest whose probabilities reach top_p (Holtzman et al. 2019,
# arXiv:1904.09751). The draw walks down the tokens from the most probable on, equal ones in the order of their ids, until it
# has passed the uniform number's share of what stays.
def sampled_tokens(self, logits: Tensor, uniforms: Tensor, temperature: float, top_k: int, top_p: float) -> Tensor:
    scaled, tokens = torch.sort(logits / temperature, stable=True, dim=1, descending=True)
    if top_k > 0 and top_k < scaled.size(1):
        scaled = scaled.masked_fill(scaled < scaled[:, top_k - 1 : top_k], float("-inf"))
    shares = torch.softmax(scaled.to(torch.float64), 1)
    reached = torch.cumsum(shares, 1)
    if top_p < 1.0:
        shares = shares.masked_fill(reached - shares >= top_p, 0.0)
        reached = torch.cumsum(shares, 1)
    wanted = uniforms.to(torch.float64).unsqueeze(1) * reached[:, -1:]
    place = (reached <= wanted).to(torch.int64).sum([1], True)
    last = (shares > 0).to(torch.int64).sum([1], True) - 1
    return tokens.gather(1, torch.minimum(place, last)).squeeze(1)
