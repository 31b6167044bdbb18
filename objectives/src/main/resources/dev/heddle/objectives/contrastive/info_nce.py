# InfoNCE (van den Oord et al. 2018, arXiv:1807.03748, equation 4) over the vectors of queries and documents.


# The rows of all workers, [all, width + extra], with this worker's own [own, width], from row `first` on, in place of their
# constant copies -> [all, width]. Gradients flow to the own rows alone.
def with_own_rows(self, gathered: Tensor, own: Tensor, first: int) -> Tensor:
    constant = gathered.detach()[:, : own.size(1)]
    return torch.cat([constant[:first], own, constant[first + own.size(0) :]])


# The entries beyond the diagonal that must not count as negatives, [n, n]: pairs that share the query or the document.
def twin_pairs(self, query_keys: Tensor, positive_keys: Tensor) -> Tensor:
    same_query = query_keys.unsqueeze(1) == query_keys.unsqueeze(0)
    same_document = positive_keys.unsqueeze(1) == positive_keys.unsqueeze(0)
    self_pair = torch.eye(query_keys.size(0), dtype=torch.bool, device=query_keys.device)
    return (same_query | same_document) & torch.logical_not(self_pair)


# The documents [m] that must not count as negatives of a query [n]: equal to its positive, or the positive of an equal
# query; with `own_negatives`, hard negatives of other pairs too. targets [n]: the document of each query; owners [m]: the
# query of each document.
def hidden_documents(
    self, targets: Tensor, owners: Tensor, query_keys: Tensor, document_keys: Tensor, own_negatives: bool
) -> Tensor:
    columns = torch.arange(owners.size(0), device=owners.device)
    is_target = columns.unsqueeze(0) == targets.unsqueeze(1)
    is_positive = (targets[owners] == columns).unsqueeze(0)
    same_query = (query_keys.unsqueeze(1) == query_keys[owners].unsqueeze(0)) & is_positive
    same_document = document_keys[targets].unsqueeze(1) == document_keys.unsqueeze(0)
    hidden = (same_query | same_document) & torch.logical_not(is_target)
    if own_negatives:
        rows = torch.arange(targets.size(0), device=owners.device)
        other_pair = owners.unsqueeze(0) != rows.unsqueeze(1)
        hidden = hidden | (other_pair & torch.logical_not(is_positive))
    return hidden


# vectors [rows, width] of length 1; queries [n] and documents [m] say which rows are what; keys are equal for equal texts;
# own [n] is 1 for the pairs of this worker; log_scale [1] is the logarithm of 1 / temperature.
# -> [sum of all losses, sum of the own ones, how many own queries have their document before all others], scalars.
# The scale learns from own pairs only, so that summing its gradient over workers counts every pair once.
def info_nce(
    self, vectors: Tensor, queries: Tensor, documents: Tensor, targets: Tensor, owners: Tensor, query_keys: Tensor,
    document_keys: Tensor, own: Tensor, log_scale: Tensor, symmetric: bool, own_negatives: bool
) -> List[Tensor]:
    is_own = own.to(torch.bool)
    scale = torch.exp(log_scale)
    scales = torch.where(is_own, scale, scale.detach()).unsqueeze(1)
    cosines = torch.matmul(vectors[queries], vectors[documents].t())
    hidden = self.hidden_documents(targets, owners, query_keys, document_keys, own_negatives)
    logits = (cosines * scales).masked_fill(hidden, -float("inf"))
    right = logits.gather(1, targets.unsqueeze(1))
    losses = torch.logsumexp(logits, [1]) - right.squeeze(1)
    hits = (logits >= right).sum([1]) == 1
    if symmetric:
        twins = self.twin_pairs(query_keys, document_keys[targets])
        back = (cosines[:, targets].t() * scales).masked_fill(twins, -float("inf"))
        losses = (losses + torch.logsumexp(back, [1]) - back.diagonal()) / 2
    return [losses.sum(), (losses.detach() * is_own).sum(), (hits & is_own).sum()]


# Lowers x [1] where it is above the limit, in place.
def lower_to(self, x: Tensor, limit: float) -> None:
    x.detach().clamp_(max=limit)


# Several [n_i, width] one below the other, without their history.
def rows_of_all(self, parts: List[Tensor]) -> Tensor:
    return torch.cat(parts).detach()


# Rows of x from `first` on, `count` of them, without their history.
def stretch_of_rows(self, x: Tensor, first: int, count: int) -> Tensor:
    return x.detach()[first : first + count]


# The columns of x from `first` on, [rows, width - first].
def columns_from(self, x: Tensor, first: int) -> Tensor:
    return x.detach()[:, first:].contiguous()


# The columns of x before `end`, [rows, end].
def columns_until(self, x: Tensor, end: int) -> Tensor:
    return x.detach()[:, :end].contiguous()


# Dot products of unit vectors: x [n, width], y [m, width] -> [n, m].
def cosines(self, x: Tensor, y: Tensor) -> Tensor:
    return torch.matmul(x, y.t())
