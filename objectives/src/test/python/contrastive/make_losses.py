"""Losses and gradients of InfoNCE by PyTorch, written from the formula: one row at a time, without matrices of masks.

    python make_losses.py ../../resources/dev/heddle/objectives/contrastive/losses.json
"""

import json
import sys

import torch

WIDTH = 6


def similarity(x, y):
    return torch.nn.functional.normalize(x, dim=0) @ torch.nn.functional.normalize(y, dim=0)


def row_loss(right, others, scale):
    logits = torch.stack([right, *others]) * scale
    return torch.logsumexp(logits, 0) - logits[0]


def forward_loss(i, pairs, vectors, scale, own_negatives):
    query, positive = pairs[i]["query"], pairs[i]["documents"][0]
    others = []
    for j, pair in enumerate(pairs):
        for number, document in enumerate(pair["documents"]):
            is_positive = number == 0
            if j == i and is_positive:
                continue
            if document["key"] == positive["key"]:
                continue
            if is_positive and pair["query"]["key"] == query["key"]:
                continue
            if own_negatives and not is_positive and j != i:
                continue
            others.append(similarity(vectors[query["row"]], vectors[document["row"]]))
    return row_loss(similarity(vectors[query["row"]], vectors[positive["row"]]), others, scale)


def backward_loss(i, pairs, vectors, scale):
    query, positive = pairs[i]["query"], pairs[i]["documents"][0]
    others = [
        similarity(vectors[pair["query"]["row"]], vectors[positive["row"]])
        for j, pair in enumerate(pairs)
        if j != i and pair["query"]["key"] != query["key"] and pair["documents"][0]["key"] != positive["key"]
    ]
    return row_loss(similarity(vectors[query["row"]], vectors[positive["row"]]), others, scale)


def case(name, counts, symmetric, own_negatives, twins, temperature):
    """`counts`: hard negatives of each pair. `twins`: rows of layout that have the text, so the vector, of another row."""
    torch.manual_seed(len(name))
    rows = [(0, i) for i in range(len(counts))]
    for i, negatives in enumerate(counts):
        rows += [(1, i)] + [(2, i)] * negatives
    keys = list(range(100, 100 + len(rows)))
    values = torch.randn(len(rows), WIDTH, dtype=torch.float64)
    for row, other in twins.items():
        keys[row] = keys[other]
        values[row] = values[other]
    values.requires_grad_(True)
    pairs = [{"query": {"row": i, "key": keys[i]}, "documents": []} for i in range(len(counts))]
    for row, (role, pair) in enumerate(rows):
        if role > 0:
            pairs[pair]["documents"].append({"row": row, "key": keys[row]})
    log_scale = torch.tensor(-torch.log(torch.tensor(temperature, dtype=torch.float64)).item(), dtype=torch.float64, requires_grad=True)
    scale = log_scale.exp()
    total = 0
    for i in range(len(pairs)):
        loss = forward_loss(i, pairs, values, scale, own_negatives)
        total = total + ((loss + backward_loss(i, pairs, values, scale)) / 2 if symmetric else loss)
    total.backward()
    return {
        "name": name,
        "symmetric": symmetric,
        "own_negatives": own_negatives,
        "temperature": temperature,
        "roles": [role for role, _ in rows],
        "keys": keys,
        "vectors": values.detach().flatten().tolist(),
        "loss": total.item(),
        "gradient": values.grad.flatten().tolist(),
        "scale_gradient": log_scale.grad.item(),
    }


cases = [
    case("one way", [0] * 5, False, False, {}, 0.05),
    case("symmetric", [0] * 5, True, False, {}, 0.2),
    case("one hard negative", [1] * 4, True, False, {}, 0.1),
    case("two hard negatives, one way", [2] * 4, False, False, {}, 0.1),
    case("own hard negatives", [2, 2, 2], True, True, {}, 0.1),
    case("unequal hard negatives", [0, 2, 1, 3], True, False, {}, 0.07),
    case("equal queries", [0] * 5, True, False, {3: 1}, 0.1),
    case("equal documents", [1, 0, 1, 0], True, False, {7: 4, 8: 6}, 0.1),
    case("nothing but the positive", [0, 0], True, False, {1: 0}, 0.05),
]
with open(sys.argv[1], "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n")
