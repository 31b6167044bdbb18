# How far a student's predictions are from a teacher's, and the slope of that distance in the student's logits.
# Everything is float32 and starts from log-softmax. p is the teacher's distribution, q the student's.


# log_p, log_q [rows, vocabulary] -> [divergence of each row [rows, 1], its slope in the logits behind q [rows, vocabulary]].
# Forms: 0 KL(p | q), 1 KL(q | p), 2 beta KL(p | m) + (1 - beta) KL(q | m) with m = beta p + (1 - beta) q, 3 half of the summed
# absolute differences. Slopes of a row add up to 0.
def divergence(self, log_p: Tensor, log_q: Tensor, form: int, beta: float) -> List[Tensor]:
    p = torch.exp(log_p)
    q = torch.exp(log_q)
    if form == 0:
        return [(p * (log_p - log_q)).sum([1], True), q - p]
    if form == 1:
        excess = log_q - log_p
        value = (q * excess).sum([1], True)
        return [value, q * (excess - value)]
    if form == 2:
        log_m = torch.logaddexp(log_p + torch.log(beta), log_q + torch.log(1 - beta))
        excess = log_q - log_m
        student = (q * excess).sum([1], True)
        teacher = (p * (log_p - log_m)).sum([1], True)
        return [beta * teacher + (1 - beta) * student, (1 - beta) * q * (excess - student)]
    side = torch.sign(q - p) / 2
    return [(side * (q - p)).sum([1], True), q * (side - (q * side).sum([1], True))]


# The same for what was kept of p: ids [rows, k], and kept [rows, k + 1], the log-probabilities of these ids and of all other
# ids together. Forms: 4 KL with all other ids as one, 5 KL to p cut to the ids and made to add up to 1, 6 KL as estimated from
# k ids that were drawn from p. The slope is q minus the distribution that the kept part stands for.
def kept_divergence(self, ids: Tensor, kept: Tensor, log_q: Tensor, form: int) -> List[Tensor]:
    k = ids.size(1)
    log_inside = log_q.gather(1, ids)
    if form == 4:
        log_p = torch.log_softmax(kept, 1)  # numbers of 16 bits do not add up to 1 quite
        log_rest = log_p[:, k:]
        log_others = torch.logsumexp(log_q.scatter(1, ids, float("-inf")), [1], True)
        none = torch.isneginf(log_rest)
        excess = torch.where(none, torch.zeros_like(log_rest), log_rest - log_others)
        p = torch.exp(log_p[:, :k])
        value = (p * (log_p[:, :k] - log_inside)).sum([1], True) + torch.exp(log_rest) * excess
        spread = torch.where(none, torch.zeros_like(log_q), torch.exp(log_q + excess))
        return [value, torch.exp(log_q) - spread.scatter(1, ids, p)]
    if form == 5:
        log_p = torch.log_softmax(kept[:, :k], 1)
        p = torch.exp(log_p)
        target = torch.zeros_like(log_q).scatter(1, ids, p)
        return [(p * (log_p - log_inside)).sum([1], True), torch.exp(log_q) - target]
    shares = torch.full_like(log_inside, 1.0 / k)
    target = torch.zeros_like(log_q).scatter_add(1, ids, shares)
    return [(kept[:, :k] - log_inside).mean([1], True), torch.exp(log_q) - target]


# x [rows, width], a table [vocabulary, width] (and bias [vocabulary]) in the type to compute in -> [rows, vocabulary], float32.
def projected(self, x: Tensor, table: List[Tensor], cap: float) -> Tensor:
    logits = torch.matmul(x.to(table[0].dtype), table[0].t()).to(torch.float32)
    if len(table) > 1:
        logits = logits + table[1]
    return cap * torch.tanh(logits / cap) if cap > 0 else logits


# A table as constants, its matrix in the type to compute in.
def constant_table(self, table: List[Tensor], compute: int) -> List[Tensor]:
    constant = [table[0].detach().to(compute)]
    if len(table) > 1:
        constant.append(table[1].detach())
    return constant


# (1 - alpha) * cross-entropy + alpha * temperature^2 * divergence, summed over rows. The divergence is between the softmaxes of
# logits / temperature over the first `vocabulary` ids; the cross-entropy is of `labels` [rows], at temperature 1.
#
# x [rows, width] and table are the student's. `teacher` is [x, table ...] in the forms of `divergence`, in those of
# `kept_divergence` [ids, kept]. caps and computes are the student's, then the teacher's.
# -> [loss, a scalar; sums of cross-entropy, divergence, labels that have the highest logit, and rows where student and teacher
# have the same highest id, [4]].
#
# Logits exist for `chunk` rows at a time; gradients are taken on the way forward, as in vocabulary_loss.
def distillation_loss(
    self,
    x: Tensor,
    table: List[Tensor],
    labels: Tensor,
    teacher: List[Tensor],
    form: int,
    beta: float,
    alpha: float,
    temperature: float,
    vocabulary: int,
    caps: List[float],
    computes: List[int],
    chunk: int,
) -> List[Tensor]:
    constant = self.constant_table(table, computes[0])
    teacher_table = teacher if form > 3 else self.constant_table(teacher[1:], computes[1])
    recorded = torch.is_grad_enabled()
    learns = recorded and table[0].requires_grad
    loss = torch.zeros([], dtype=torch.float32, device=x.device)
    sums = torch.zeros([4], dtype=torch.float32, device=x.device)
    x_gradients = [x.detach()[0:0]]
    weight_gradient = torch.zeros_like(table[0].detach()) if learns else x.detach()[0:0]
    bias_gradient = torch.zeros([table[0].size(0)], dtype=torch.float32, device=x.device)
    start = 0
    while start < x.size(0):
        rows = x.detach()[start : start + chunk]
        label = labels[start : start + chunk].unsqueeze(1)
        logits = self.projected(rows, constant, caps[0])
        log_q = torch.log_softmax(logits[:, :vocabulary] / temperature, 1)
        if form > 3:
            ids = teacher[0][start : start + chunk]
            best = ids[:, :1]
            soft, slope = self.kept_divergence(ids, teacher[1][start : start + chunk], log_q, form)
        else:
            wanted = self.projected(teacher[0][start : start + chunk], teacher_table, caps[1])[:, :vocabulary]
            best = wanted.argmax(1, True)
            soft, slope = self.divergence(torch.log_softmax(wanted / temperature, 1), log_q, form, beta)
        normaliser = torch.logsumexp(logits, [1], True)
        hard = (normaliser - logits.gather(1, label)).sum()
        loss = loss + (1 - alpha) * hard + alpha * temperature * temperature * soft.sum()
        right = (logits.argmax(1, True) == label).sum()
        agreed = (log_q.argmax(1, True) == best).sum()
        sums += torch.stack([hard, soft.sum(), right.to(torch.float32), agreed.to(torch.float32)])
        if recorded:
            whole = (1 - alpha) * torch.exp(logits - normaliser)
            whole.scatter_add_(1, label, torch.full_like(normaliser, alpha - 1))
            whole[:, :vocabulary] += alpha * temperature * slope
            if caps[0] > 0:
                whole = whole * (1 - (logits / caps[0]) ** 2)  # the derivative of the bend
            bias_gradient += whole.sum([0])
            whole = whole.to(computes[0])
            x_gradients.append(torch.matmul(whole, constant[0]).to(torch.float32))
            if learns:
                weight_gradient += torch.matmul(whole.t(), rows.to(computes[0])).to(torch.float32)
        start += chunk
    if recorded:
        carrier = (x * torch.cat(x_gradients)).sum()
        if learns:
            carrier = carrier + (table[0] * weight_gradient).sum()
        if len(table) > 1:
            carrier = carrier + (table[1] * bias_gradient).sum()
        loss = loss + (carrier - carrier.detach())
    return [loss, sums]


# Hidden states of a student and of its teacher [rows, width] -> the mean squared difference of each row, summed: a scalar.
def hidden_difference(self, student: Tensor, teacher: Tensor) -> Tensor:
    return ((student - teacher) ** 2).mean([1]).sum()


# What is kept of a teacher's predictions at temperature `temperature` over the first `vocabulary` ids. Without draws the k most
# likely ids, the first one first; `draws` holds numbers in [0, 1) [rows, k], float32, and asks for the ids at these places of
# the cumulated probabilities. table is the teacher's; logits exist for `chunk` rows at a time.
# -> [ids [rows, k], int64; log-probabilities of these and of all other ids together [rows, k + 1], float32].
def kept_answers(
    self,
    x: Tensor,
    table: List[Tensor],
    draws: List[Tensor],
    k: int,
    temperature: float,
    vocabulary: int,
    cap: float,
    compute: int,
    chunk: int,
) -> List[Tensor]:
    constant = self.constant_table(table, compute)
    all_ids: List[Tensor] = []
    all_kept: List[Tensor] = []
    start = 0
    while start < x.size(0):
        logits = self.projected(x[start : start + chunk], constant, cap)[:, :vocabulary]
        log_p = torch.log_softmax(logits / temperature, 1)
        if len(draws) == 0:
            ids = torch.topk(log_p, k, 1)[1]
        else:
            cumulated = torch.cumsum(torch.exp(log_p.to(torch.float64)), 1)
            places = draws[0][start : start + chunk].to(torch.float64) * cumulated[:, vocabulary - 1 :]
            ids = torch.clamp_max(torch.searchsorted(cumulated, places, right=True), vocabulary - 1)
        others = torch.logsumexp(log_p.scatter(1, ids, float("-inf")), [1], True)
        all_ids.append(ids)
        all_kept.append(torch.cat([log_p.gather(1, ids), others], 1))
        start += chunk
    return [torch.cat(all_ids), torch.cat(all_kept)]
