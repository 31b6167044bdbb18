"""Writes a tiny Llama and what PyTorch makes of conversations of which only some tokens are learnt.

    python make_fixtures.py ../../resources/dev/heddle/objectives/finetuning

    model/         as transformers stores it
    uniform/       another over 11 tokens, whose head is zero: every token is as likely as any other
    expected.json  `conversations` with ids, loss mask, and a masked copy (what it sees, and labels aligned with it as in
                   transformers, -100 where nothing is asked); for each of `answers`, `everything` and `copies` the summed
                   cross-entropy, the number of its terms, how many of them have the highest logit, and the gradient of the
                   mean by the name of the parameter

transformers computes the loss itself, from padded batches and labels. Needs torch and transformers.
"""

import json
import random
import sys
from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM

VOCABULARY = 40
MASK = 4
END = 39


def model(vocabulary, seed, zero_head=False):
    config = LlamaConfig(
        vocab_size=vocabulary, hidden_size=12, intermediate_size=20, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=96, tie_word_embeddings=False, bos_token_id=None, eos_token_id=None)
    torch.manual_seed(seed)
    made = LlamaForCausalLM(config).eval()
    for parameter in made.parameters():
        parameter.data.add_(torch.randn(parameter.shape), alpha=0.2)
    if zero_head:
        made.lm_head.weight.data.zero_()
    return made


def conversation(rng, turns):
    """Turns are (tokens, learnt): an answer ends with END, which is learnt too."""
    ids, mask = [], []
    for length, learnt in turns:
        text = [rng.randrange(5, END) for _ in range(length)]
        ids += text + ([END] if learnt else [])
        mask += [int(learnt)] * (len(text) + int(learnt))
    return {"ids": ids, "loss_mask": mask}


def with_copy(rng, chat):
    """Six places of the last answer, which is the long one, are hidden."""
    end = len(chat["ids"]) - 1
    start = max(place for place in range(end) if chat["loss_mask"][place] == 0) + 1
    hidden = rng.sample(range(start, end), 6)
    chat["copy_seen"] = [MASK if place in hidden else token for place, token in enumerate(chat["ids"])]
    chat["copy_labels"] = [token if place in hidden else -100 for place, token in enumerate(chat["ids"])]
    return chat


def conversations():
    rng = random.Random(9)
    return [
        conversation(rng, [(4, False), (7, True)]),
        with_copy(rng, conversation(rng, [(3, False), (2, True), (4, False), (60, True)])),
        conversation(rng, [(5, False), (1, True), (6, False)]),
    ]


def answers(chat):
    return chat["ids"], [token if learnt else -100 for token, learnt in zip(chat["ids"], chat["loss_mask"])]


def everything(chat):
    return chat["ids"], chat["ids"]


def computed(made, rows):
    longest = max(len(ids) for ids, _ in rows)
    ids = torch.tensor([row + [0] * (longest - len(row)) for row, _ in rows])
    attended = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row, _ in rows])
    labels = torch.tensor([row + [-100] * (longest - len(row)) for _, row in rows])
    made.zero_grad()
    out = made(input_ids=ids, attention_mask=attended, labels=labels)
    out.loss.backward()
    asked = labels[:, 1:] != -100
    return {
        "sum": out.loss.item() * int(asked.sum()),
        "count": int(asked.sum()),
        "correct": int((out.logits[:, :-1].argmax(-1) == labels[:, 1:])[asked].sum()),
        "gradients": {
            name: [float(f"{value:.9g}") for value in parameter.grad.flatten().tolist()]
            for name, parameter in made.named_parameters()
        },
    }


def save(made, folder):
    made.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)


def main(folder):
    made = model(VOCABULARY, seed=3)
    save(made, folder / "model")
    save(model(11, seed=4, zero_head=True), folder / "uniform")
    chats = conversations()
    plain = [answers(chat) for chat in chats]
    copied = [(chat["copy_seen"], chat["copy_labels"]) for chat in chats if "copy_seen" in chat]
    result = {
        "conversations": chats,
        "answers": computed(made, plain),
        "everything": computed(made, [everything(chat) for chat in chats]),
        "copies": computed(made, plain + copied),
    }
    (folder / "expected.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(Path(sys.argv[1]))
