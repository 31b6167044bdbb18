# The vocabulary projection and its losses, at the rows that are scored. A positive `cap` bends logits to
# cap * tanh(logit / cap) (Gemma 2, arXiv:2408.00118, section 2).


# x [rows, width], weights [vocabulary, width] (and bias [vocabulary]) -> [rows, vocabulary], float32.
def vocabulary_logits(self, x: Tensor, weights: List[Tensor], cap: float, compute: int) -> Tensor:
    logits = self.linear(x, weights, compute).to(torch.float32)
    return cap * torch.tanh(logits / cap) if cap > 0 else logits


# Cross-entropy of labels [rows] under x [rows, width] projected on the vocabulary.
# -> [sum of losses, number of labels that have the highest logit], both scalars.
#
# Logits exist for `chunk` rows at a time: their gradient is known in closed form (softmax - one-hot), so it is taken on the
# way forward, where the logits still are. The result carries these gradients as the derivative of x * its gradient + W * its
# gradient + b * its gradient, a sum whose own value is subtracted again. A frozen W has no gradient, and none is computed.
#
# Memory: one chunk of logits, which turn into their own gradient, and one array of W's shape for its gradient, to which chunks
# add themselves without another in between.
def vocabulary_loss(
    self, x: Tensor, weights: List[Tensor], labels: Tensor, cap: float, chunk: int, compute: int
) -> List[Tensor]:
    weight = weights[0].detach().to(compute)
    rows = x.size(0)
    recorded = torch.is_grad_enabled()
    trained = recorded and weights[0].requires_grad
    loss = torch.zeros([], dtype=torch.float32, device=x.device)
    correct = torch.zeros([], dtype=torch.int64, device=x.device)
    x_gradients = [x.detach()[0:0]]
    weight_gradient = torch.zeros_like(weights[0].detach() if trained else weights[0].detach()[0:0])
    bias_gradient = torch.zeros([weight.size(0)], dtype=torch.float32, device=x.device)
    start = 0
    while start < rows:
        h = x.detach()[start : start + chunk].to(compute)
        label = labels[start : start + chunk].unsqueeze(1)
        logits = torch.matmul(h, weight.t()).to(torch.float32)
        if len(weights) > 1:
            logits.add_(weights[1].detach())
        bend: List[Tensor] = []
        if cap > 0:
            logits.div_(cap).tanh_()
            if recorded:
                bend = [1 - logits * logits]  # the derivative
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
                bias_gradient += slope.sum([0])
            slope = slope.to(compute)
            x_gradients.append(torch.matmul(slope, weight).to(torch.float32))
            if trained and slope.dtype == torch.float32:
                weight_gradient.addmm_(slope.t(), h)
            elif trained:
                weight_gradient += torch.matmul(slope.t(), h).to(torch.float32)
        start += chunk
    if recorded:
        carrier = (x * torch.cat(x_gradients)).sum()
        if trained:
            carrier = carrier + torch.dot(weights[0].reshape([-1]), weight_gradient.reshape([-1]))
        if len(weights) > 1:
            carrier = carrier + (weights[1] * bias_gradient).sum()
        loss = loss + (carrier - carrier.detach())
    return [loss, correct]


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
