"""Writes adapters made by PEFT for the small models of module `models`, and what PyTorch computes with them.

For each case a folder with `adapter_config.json` and `adapter_model.safetensors` as PEFT saves them, every adapter moved off its
start, and `expected.safetensors`:

    logits              at the real tokens, sequence after sequence: [tokens, vocabulary]; of a classifier [sequences, labels]
    loss                summed cross-entropy of the labels in the model's own `expected.safetensors`
    gradient.<tensor>   of that sum, by the names of `adapter_model.safetensors`

Ids, lengths and labels are those of the model. Written with peft 0.21.2, transformers 5.23 and PyTorch 2.13. Run again only to
change cases:

    python make_adapters.py ../../../../models/src/test/resources/dev/heddle/models/fixtures ../resources/dev/heddle/peft/fixtures
"""

import sys
from pathlib import Path

import torch
import transformers
from peft import LoraConfig, get_peft_model
from peft.utils import get_peft_model_state_dict
from safetensors.torch import load_file, save_file

LM = "CAUSAL_LM"
CASES = {
    "llama": ("llama", dict(task_type=LM)),
    "llama-dora": ("llama", dict(task_type=LM, r=3, lora_alpha=6, use_dora=True, target_modules="all-linear")),
    "llama-biases-dora": (
        "llama-biases",
        dict(task_type=LM, r=2, use_dora=True, target_modules=["q_proj", "k_proj", "down_proj"]),
    ),
    "llama-patterns": (
        "llama",
        dict(
            task_type=LM,
            r=4,
            lora_alpha=10,
            use_rslora=True,
            target_modules=["q_proj", "v_proj", "gate_proj", "o_proj"],
            exclude_modules=["model.layers.0.mlp.gate_proj"],
            rank_pattern={"v_proj": 2, r"layers\.1\.mlp\.gate_proj": 1},
            alpha_pattern={"self_attn.q_proj": 3},
        ),
    ),
    "llama-layers": (
        "llama",
        dict(task_type=LM, r=2, target_modules=["q_proj", "up_proj"], layers_to_transform=[1]),
    ),
    "llama-table": ("llama", dict(task_type=LM, r=2, target_modules=["embed_tokens", "v_proj"])),
    "gpt2": ("gpt2", dict(task_type=LM, r=4, lora_alpha=2)),
    "gpt2-dora": (
        "gpt2",
        dict(task_type=LM, r=2, use_dora=True, target_modules=r".*\.(c_attn|c_proj|c_fc)"),
    ),
    "gpt2-table-dora": ("gpt2", dict(task_type=LM, r=3, use_dora=True, target_modules=["wte", "wpe", "c_fc"])),
    "bert-biases": ("bert", dict(r=2, bias="lora_only", target_modules=["query", "value", "word_embeddings"])),
    "bert-sequences": ("bert-sequences", dict(task_type="SEQ_CLS", r=2)),
    "t5": ("t5", dict(task_type="SEQ_2_SEQ_LM", r=2, target_modules=["q", "v", "wi", "relative_attention_bias"])),
}


def randomise(model, generator):
    """Moves every trained parameter, so that factors of zero and magnitudes at their start cannot hide a mistake."""
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.data.add_(torch.randn(parameter.shape, generator=generator), alpha=0.15)


def base_model(folder):
    config = transformers.AutoConfig.from_pretrained(folder)
    return getattr(transformers, config.architectures[0]).from_pretrained(folder).eval()


def rows(ids, lengths):
    return [ids[i, : lengths[i]] for i in range(len(lengths))]


def logits_of(model, batch):
    """Sequence after sequence, each by itself: no padding."""
    result = []
    targets = rows(batch["target_ids"], batch["target_lengths"]) if "target_ids" in batch else None
    for number, row in enumerate(rows(batch["input_ids"], batch["lengths"])):
        extra = {} if targets is None else {"decoder_input_ids": targets[number][None]}
        result.append(model(input_ids=row[None], **extra).logits[0])
    return result


def loss_of(logits, labels):
    if logits[0].dim() == 1:
        return torch.nn.functional.cross_entropy(torch.stack(logits), labels.flatten(), reduction="sum")
    total = 0.0
    for number, values in enumerate(logits):
        wanted = labels[number, : values.shape[0]]
        total = total + torch.nn.functional.cross_entropy(values, wanted, ignore_index=-100, reduction="sum")
    return total


def write(name, base, settings, models, target):
    torch.manual_seed(20)
    folder = models / base
    model = get_peft_model(base_model(folder), LoraConfig(**settings))
    randomise(model, torch.Generator().manual_seed(21))
    model.eval()
    model.peft_config["default"].base_model_name_or_path = base
    model.save_pretrained(target / name, save_embedding_layers=False)
    (target / name / "README.md").unlink()
    batch = load_file(folder / "expected.safetensors")
    logits = logits_of(model, batch)
    loss = loss_of(logits, batch["labels"])
    loss.backward()
    joined = torch.stack(logits) if logits[0].dim() == 1 else torch.cat(logits)
    expected = {"logits": joined.detach(), "loss": loss.detach().reshape(1)}
    gradients = {n: p.grad for n, p in model.named_parameters() if p.requires_grad}
    assert all(gradient is not None for gradient in gradients.values()), name
    for tensor, gradient in get_peft_model_state_dict(model, gradients_as_state(model, gradients), save_embedding_layers=False).items():
        expected["gradient." + tensor] = gradient
    save_file({n: t.contiguous().clone() for n, t in expected.items()}, target / name / "expected.safetensors")
    print(name, float(loss), len(expected))


def gradients_as_state(model, gradients):
    """The model's state with gradients in place of what is trained."""
    return {n: gradients.get(n, t) for n, t in model.state_dict().items()}


def main():
    models, target = Path(sys.argv[1]), Path(sys.argv[2])
    chosen = sys.argv[3:] or CASES
    for name in chosen:
        base, settings = CASES[name]
        write(name, base, settings, models, target)


if __name__ == "__main__":
    main()
