"""Writes a tiny T5 v1.1 and a tiny Llama, and what PyTorch makes of texts of which spans were taken out.

    t5/, llama/    models as transformers stores them
    expected.json  `texts` and `noise` (1 where a token is taken out); for each model `sources` and `targets` (what it reads and
                   what it writes, without start and end), the summed cross-entropy of the targets and their ends, how many of
                   these tokens have the highest logit, and the gradient of the sum by the name of the parameter

The T5 is called as transformers' users call it, with `labels`, so that it shifts them itself. The Llama reads source and target
as one sequence, with a mask that lets the source see itself in both directions.

Needs torch and transformers. Run it again only to change the cases:  python make_fixtures.py ../../resources/dev/heddle/objectives/denoising
"""

import json
import sys
from pathlib import Path

import torch
from transformers import LlamaConfig, LlamaForCausalLM, T5Config, T5ForConditionalGeneration

VOCABULARY = 60
END = 1
FIRST_SENTINEL = VOCABULARY - 1  # further ones descend
TEXTS = [list(range(10, 30)), list(range(12, 24)), list(range(30, 42)), [45, 46]]
NOISE = [
    [0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1],
    [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
    [1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],  # rolled: begins with noise and ends with kept tokens
    [0, 1],
]


def with_sentinels(text, replaced):
    """The text with every run of places where `replaced` holds turned into the next sentinel."""
    result, sentinel = [], FIRST_SENTINEL
    for place, token in enumerate(text):
        if not replaced[place]:
            result.append(token)
        elif place == 0 or not replaced[place - 1]:
            result.append(sentinel)
            sentinel -= 1
    return result


SOURCES = [with_sentinels(text, noise) for text, noise in zip(TEXTS, NOISE)]
TARGETS = [with_sentinels(text, [1 - one for one in noise]) for text, noise in zip(TEXTS, NOISE)]


def randomised(model):
    generator = torch.Generator().manual_seed(11)
    for parameter in model.parameters():
        parameter.data.add_(torch.randn(parameter.shape, generator=generator), alpha=0.2)
    return model.eval()


def t5():
    config = T5Config(
        vocab_size=VOCABULARY, d_model=8, d_kv=4, d_ff=12, num_layers=1, num_heads=2, feed_forward_proj="gated-gelu",
        relative_attention_num_buckets=8, relative_attention_max_distance=16, tie_word_embeddings=False, dropout_rate=0.0,
        decoder_start_token_id=0, pad_token_id=0, eos_token_id=END)
    return randomised(T5ForConditionalGeneration(config))


def llama():
    config = LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=8, intermediate_size=12, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=64, tie_word_embeddings=True, bos_token_id=None, eos_token_id=END)
    model = randomised(LlamaForCausalLM(config))
    model.set_attn_implementation("eager")
    return model


def t5_logits(model, source, target):
    return model(input_ids=torch.tensor([source + [END]]), labels=torch.tensor([target + [END]])).logits[0]


def llama_logits(model, source, target):
    length = len(source) + len(target)
    seen = torch.ones(length, length).tril()
    seen[:, : len(source)] = 1
    mask = torch.where(seen.bool(), 0.0, torch.finfo(torch.float32).min)[None, None]
    return model(input_ids=torch.tensor([source + target]), attention_mask=mask).logits[0][len(source) - 1 :]


def expected(model, logits_of):
    loss, correct = 0, 0
    for source, target in zip(SOURCES, TARGETS):
        logits = logits_of(model, source, target)
        labels = torch.tensor(target + [END])
        loss = loss + torch.nn.functional.cross_entropy(logits, labels, reduction="sum")
        correct += int((logits.argmax(-1) == labels).sum())
    loss.backward()
    gradients = {
        name: [float(f"{value:.9g}") for value in parameter.grad.flatten().tolist()]
        for name, parameter in model.named_parameters()
    }
    return {"loss": loss.item(), "correct": correct, "gradients": gradients}


def main(folder):
    result = {"texts": TEXTS, "noise": NOISE, "sources": SOURCES, "targets": TARGETS}
    for name, make, logits_of in (("t5", t5, t5_logits), ("llama", llama, llama_logits)):
        torch.manual_seed(5)
        model = make()
        model.save_pretrained(folder / name)
        (folder / name / "generation_config.json").unlink(missing_ok=True)
        result[name] = expected(model, logits_of)
    (folder / "expected.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(Path(sys.argv[1]))
