"""Writes small random models of Hugging Face's transformers and what PyTorch computes with them.

For each case a folder with `config.json`, `model.safetensors` and `expected.safetensors`:

    input_ids [sequences, longest]   int64, padded on the right
    lengths   [sequences]            int64
    labels    [sequences, longest]   int64, -100 where nothing is scored
    hidden, logits                   at the real tokens only, sequence after sequence: [tokens, width], [tokens, vocabulary]
    loss, correct                    summed cross-entropy of the labelled tokens; how many of them have the highest logit
    gradient.<parameter>             of that sum

Run it again only to change the cases:  python make_fixtures.py ../resources/dev/heddle/models/fixtures
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM, ModernBertConfig, ModernBertForMaskedLM

SPECIAL = dict(pad_token_id=0, bos_token_id=1, cls_token_id=1, eos_token_id=2, sep_token_id=2)


def modernbert(**sizes):
    return ModernBertForMaskedLM(ModernBertConfig(**SPECIAL, **sizes))


def bert(**sizes):
    dropout = dict(hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    return BertForMaskedLM(BertConfig(pad_token_id=0, **dropout, **sizes))


# Windows of 8 see 4 tokens to either side; lengths lie below, at and above it. Head widths 8, 6 and 10.
CASES = {
    "modernbert": lambda: modernbert(
        vocab_size=61, hidden_size=32, intermediate_size=40, num_hidden_layers=4, num_attention_heads=4,
        max_position_embeddings=64, local_attention=8,
    ),
    "modernbert-biases": lambda: modernbert(
        vocab_size=37, hidden_size=18, intermediate_size=20, num_hidden_layers=3, num_attention_heads=3,
        max_position_embeddings=64, local_attention=6, layer_types=["full_attention", "sliding_attention", "full_attention"],
        norm_bias=True, attention_bias=True, mlp_bias=True, classifier_bias=True, decoder_bias=False,
        rope_parameters={
            "full_attention": {"rope_type": "default", "rope_theta": 500.0},
            "sliding_attention": {"rope_type": "default", "rope_theta": 50.0},
        },
    ),
    "modernbert-long": lambda: modernbert(
        vocab_size=29, hidden_size=20, intermediate_size=16, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=512, local_attention=16,
    ),
    "bert": lambda: bert(
        vocab_size=53, hidden_size=30, intermediate_size=44, num_hidden_layers=2, num_attention_heads=3,
        max_position_embeddings=40,
    ),
}
LENGTHS = {"modernbert-long": [300, 257, 256, 300, 65, 1]}
SHORT = [9, 5, 5, 4, 1, 23, 9, 9]


def randomise(model, generator):
    """Moves every parameter off its start, so that zero biases and unit scales cannot hide a mistake."""
    for parameter in model.parameters():
        noise = torch.randn(parameter.shape, generator=generator)
        parameter.data.add_(noise, alpha=0.15)


def batch(vocabulary, lengths, generator):
    longest = max(lengths)
    ids = torch.zeros(len(lengths), longest, dtype=torch.int64)
    labels = torch.full_like(ids, -100)
    real = torch.zeros_like(ids)
    for row, length in enumerate(lengths):
        ids[row, :length] = torch.randint(3, vocabulary, (length,), generator=generator)
        chosen = torch.rand(length, generator=generator) < 0.3
        wanted = torch.randint(3, vocabulary, (length,), generator=generator)
        labels[row, :length][chosen] = wanted[chosen]
        real[row, :length] = 1
    return ids, labels, real


def expected(model, lengths, generator):
    ids, labels, real = batch(model.config.vocab_size, lengths, generator)
    output = model(input_ids=ids, attention_mask=real)
    rows = real.bool()
    scored = labels >= 0
    loss = torch.nn.functional.cross_entropy(output.logits[scored], labels[scored], reduction="sum")
    loss.backward()
    hidden = model.base_model(input_ids=ids, attention_mask=real).last_hidden_state
    result = {
        "input_ids": ids,
        "lengths": torch.tensor(lengths),
        "labels": labels,
        "hidden": hidden[rows],
        "logits": output.logits[rows],
        "loss": loss.reshape(1),
        "correct": (output.logits.argmax(-1) == labels)[scored].sum().reshape(1),
    }
    for name, parameter in model.named_parameters():
        result["gradient." + name] = parameter.grad
    return {name: tensor.detach().contiguous() for name, tensor in result.items()}


def main(target):
    for number, (name, make) in enumerate(CASES.items()):
        torch.manual_seed(number)
        generator = torch.Generator().manual_seed(1000 + number)
        model = make().eval()
        model.set_attn_implementation("eager")
        randomise(model, generator)
        folder = Path(target) / name
        model.save_pretrained(folder)
        save_file(expected(model, LENGTHS.get(name, SHORT), generator), folder / "expected.safetensors")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(sys.argv[1])
