# First values of parameters.


# uniform [n] in (-1, 1) -> normal with the given deviation, cut off at `cutoff` deviations, of the given shape. A uniform u
# becomes deviation * sqrt(2) * erfinv(u * erf(cutoff / sqrt(2))): the inverse of the truncated distribution function.
def truncated_normal(self, uniform: Tensor, deviation: float, cutoff: float, shape: List[int]) -> Tensor:
    inside = torch.erf(torch.full([1], cutoff / 1.4142135623730951, device=uniform.device))
    return (torch.erfinv(uniform * inside) * (deviation * 1.4142135623730951)).view(shape)


# like: any array on the device wanted -> all elements equal to value, float32.
def filled(self, like: Tensor, value: float, shape: List[int]) -> Tensor:
    return torch.full(shape, value, dtype=torch.float32, device=like.device)
