# The vocabulary projection and its losses, at the rows that are scored. A positive `cap` bends logits to
# cap * tanh(logit / cap) (Gemma 2, arXiv:2408.00118, section 2).


# x [rows, width], weights [vocabulary, width] (and bias [vocabulary]) -> [rows, vocabulary], float32.
def vocabulary_logits(self, x: Tensor, weights: List[Tensor], cap: float, compute: int) -> Tensor:
    logits = self.linear(x, weights, compute).to(torch.float32)
    return cap * torch.tanh(logits / cap) if cap > 0 else logits


# Cross-entropy of labels [rows] under x [rows, width] projected on the vocabulary.
# -> [sum of losses, number of labels that have the highest logit, and where `recorded`, the derivatives of the sum by W, by b
# if there is one, and by x]; sum and number are scalars, and the derivative by a frozen W has no elements.
#
# Logits exist for `chunk` rows at a time: their derivatives are known in closed form (softmax - one-hot), so they are taken on
# the way forward, where the logits still are. Memory: one chunk of logits, which turn into their own derivatives, and one array
# of W's shape, to which chunks add themselves without another in between.
def vocabulary_loss(
    self, x: Tensor, weights: List[Tensor], labels: Tensor, cap: float, chunk: int, compute: int, recorded: bool
) -> List[Tensor]:
    values = x.detach()
    table = weights[0].detach()
    weight = table.to(compute)
    rows = x.size(0)
    trained = recorded and weights[0].requires_grad
    loss = torch.zeros([], dtype=torch.float32, device=x.device)
    correct = torch.zeros([], dtype=torch.int64, device=x.device)
    x_derivatives = [values[0:0].to(torch.float32)]
    weight_derivative = torch.zeros_like(table if trained else table[0:0])
    bias_derivative = torch.zeros([weight.size(0)], dtype=torch.float32, device=x.device)
    start = 0
    while start < rows:
        h = values[start : start + chunk].to(compute)
        label = labels[start : start + chunk].unsqueeze(1)
        logits = torch.matmul(h, weight.t()).to(torch.float32)
        if len(weights) > 1:
            logits.add_(weights[1].detach())
        bend: List[Tensor] = []
        if cap > 0:
            logits.div_(cap).tanh_()
            if recorded:
                bend = [1 - logits * logits]  # the derivative of bent logits by straight ones
            logits.mul_(cap)
        asked = logits.gather(1, label)
        highest, place = torch.max(logits, 1, True)
        weighed = logits.sub_(highest).exp_()  # in the memory of the logits, as all that follows
        total = weighed.sum([1], True)
        loss = loss + (highest + torch.log(total) - asked).sum()
        correct = correct + (place == label).sum()
        if recorded:
            slope = weighed.div_(total)
            slope.scatter_add_(1, label, torch.full_like(total, -1.0))
            if cap > 0:
                slope.mul_(bend[0])
            if len(weights) > 1:
                bias_derivative += slope.sum([0])
            slope = slope.to(compute)
            x_derivatives.append(torch.matmul(slope, weight).to(torch.float32))
            if trained and slope.dtype == torch.float32:
                weight_derivative.addmm_(slope.t(), h)
            elif trained:
                weight_derivative += torch.matmul(slope.t(), h).to(torch.float32)
        start += chunk
    result = [loss, correct]
    if recorded:
        result.append(weight_derivative)
        if len(weights) > 1:
            result.append(bias_derivative)
        result.append(torch.cat(x_derivatives).to(x.dtype))
    return result


# logits [rows, vocabulary], labels [rows] -> sum of cross-entropies, a scalar. Rows labelled -100 are left out;
# without any labelled row the sum is 0.
def cross_entropy_sum(self, logits: Tensor, labels: Tensor) -> Tensor:
    return torch.cross_entropy_loss(logits.to(torch.float32), labels, ignore_index=-100, reduction=2)


# logits [rows, classes], labels [rows] -> sum of cross-entropies, a scalar, with the share `smoothing` of each target spread
# over all classes.
def smoothed_cross_entropy_sum(self, logits: Tensor, labels: Tensor, smoothing: float) -> Tensor:
    return torch.cross_entropy_loss(logits, labels, reduction=2, label_smoothing=smoothing)


# logits [rows, classes] -> the number of each row's highest, [rows], int64.
def best_columns(self, logits: Tensor) -> Tensor:
    return logits.argmax(1)
