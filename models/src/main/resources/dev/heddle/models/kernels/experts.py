# Mixture of experts: every token is computed by the few experts that its router prefers.


# The router: x [tokens, width], router [experts, width] -> [weights, experts], each [tokens, chosen]. In float32: near ties
# between experts would fall differently in bfloat16. The weights of the chosen add up to 1.
def route(self, x: Tensor, router: Tensor, chosen: int) -> List[Tensor]:
    shares = torch.softmax(torch.linear(x.to(torch.float32), router), -1)
    best, experts = torch.topk(shares, chosen, -1)
    return [best / best.sum([-1], True), experts]


# Assignments sorted by expert: experts [tokens, chosen] -> [order, size of each expert on the host], both int64.
def by_expert(self, experts: Tensor, count: int) -> List[Tensor]:
    flat = experts.reshape([-1])
    return [torch.argsort(flat, stable=True), torch.bincount(flat, minlength=count).to("cpu")]


# x [tokens, width] -> one [assigned tokens, width] for each expert.
def tokens_of_experts(self, x: Tensor, order: Tensor, sizes: Tensor, chosen: int) -> List[Tensor]:
    assigned = torch.index_select(x, 0, torch.floor_divide(order, chosen))
    lengths: List[int] = []
    for i in range(sizes.size(0)):
        lengths.append(int(sizes[i]))
    return torch.split_with_sizes(assigned, lengths, 0)


# Adds up what experts made of a token: outputs [assigned tokens, width] of each expert -> [tokens, width], float32. Sums run
# in a fixed order.
def weigh_experts(self, outputs: List[Tensor], order: Tensor, weights: Tensor) -> Tensor:
    made = torch.cat(outputs, 0).to(torch.float32)
    by_token = torch.index_select(made, 0, torch.argsort(order))
    return (by_token.view([weights.size(0), weights.size(1), made.size(1)]) * weights.unsqueeze(-1)).sum([1])


# All of it with gated experts w2(silu(w1 x) * w3 x), each weight a list over experts -> [tokens, width], float32. An expert
# without tokens multiplies no rows: its gradient is zero, and there is one.
def silu_experts(
    self, x: Tensor, router: Tensor, w1: List[Tensor], w2: List[Tensor], w3: List[Tensor], chosen: int, compute: int
) -> Tensor:
    weights, experts = self.route(x, router, chosen)
    order, sizes = self.by_expert(experts, len(w1))
    assigned = self.tokens_of_experts(x.to(compute), order, sizes, chosen)
    outputs: List[Tensor] = []
    for i in range(len(w1)):
        gate = torch.silu(torch.linear(assigned[i], w1[i].to(compute)))
        inner = gate * torch.linear(assigned[i], w3[i].to(compute))
        outputs.append(torch.linear(inner, w2[i].to(compute)))
    return self.weigh_experts(outputs, order, weights)
