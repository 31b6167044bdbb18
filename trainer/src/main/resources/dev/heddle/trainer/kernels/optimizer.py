# Gradients in one flat buffer, their norm, and the update of parameters.


# flat [n] -> the elements from `start` on, in the shape of `like`; shares memory with flat.
def flat_window(self, flat: Tensor, start: int, like: Tensor) -> Tensor:
    return torch.view(torch.narrow(flat, 0, start, like.numel()), like.size())


# Moves gradients into their windows of the flat buffer, and starts them again from zero.
def gather_gradients(self, windows: List[Tensor], gradients: List[Tensor]) -> None:
    torch._foreach_copy_(windows, gradients)
    torch._foreach_zero_(gradients)


# The norm over all windows of flat [n]; scales flat down so that the norm is `limit` at most. 0 means no limit.
def clip_gradients(self, flat: Tensor, windows: List[Tensor], limit: float) -> float:
    norms = torch.stack(torch._foreach_norm(windows)).to(torch.float64)
    norm = float(torch.sqrt(torch.sum(norms * norms)))
    if limit > 0.0:
        if norm + 1e-6 > limit:
            flat.mul_(limit / (norm + 1e-6))
    return norm


# AdamW with decoupled decay on all parameters at once; `step` counts from 1.
def adamw_update(
    self,
    parameters: List[Tensor],
    gradients: List[Tensor],
    means: List[Tensor],
    squares: List[Tensor],
    step: int,
    rate: float,
    beta1: float,
    beta2: float,
    decay: float,
    epsilon: float) -> None:
    count = torch.full([], step, dtype=torch.float32, device=parameters[0].device)
    steps = [count]
    while len(steps) < len(parameters):
        steps.append(count)
    torch._fused_adamw_(parameters, gradients, means, squares, means[0:0], steps, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False)
