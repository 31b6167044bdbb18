# Root mean square norms (Zhang and Sennrich 2019, arXiv:1910.07467), in float32: x / sqrt(mean(x^2) + epsilon) * (weight +
# offset). The offset is 0, or 1 where weights are kept as their distance from 1.


# x [..., width] -> the same, float32.
def rms_norm(self, x: Tensor, weight: Tensor, epsilon: float, offset: float) -> Tensor:
    x = x.to(torch.float32)
    return x * torch.rsqrt(x.pow(2).mean([-1], True) + epsilon) * (weight + offset)


# Pre-norm: the residual stream after an update, which may have dropout, and its norm for the next block. Both [tokens, width],
# float32.
def add_then_rms_norm(
    self, residual: Tensor, update: Tensor, weight: Tensor, epsilon: float, offset: float, keys: List[Tensor], salt: int,
    probability: float
) -> List[Tensor]:
    total = self.add_dropped(residual, update, keys, salt, probability)
    return [total, self.rms_norm(total, weight, epsilon, offset)]


# The same where the update is normed first, as Gemma does.
def add_normed_then_rms_norm(
    self, residual: Tensor, update: Tensor, update_weight: Tensor, weight: Tensor, epsilon: float, offset: float
) -> List[Tensor]:
    normed = self.rms_norm(update, update_weight, epsilon, offset)
    return self.add_then_rms_norm(residual, normed, weight, epsilon, offset, [], 0, 0.0)
