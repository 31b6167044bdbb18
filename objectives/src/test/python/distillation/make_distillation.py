"""Writes two tiny random models and what PyTorch says about one learning from the other.

    llama/                  eleven tokens, a tokenizer of single letters
    gemma2/                 the same tokenizer, thirteen rows in its table, another width, bent logits
    expected.json           for every case its settings and its losses
    gradients.safetensors   `<case>/<parameter>`, of the mean loss

Losses are written as formulas of whole distributions and differentiated by autograd. Needs torch, transformers, tokenizers and
safetensors. Run it again only to change the cases:  python make_distillation.py ../../resources/dev/heddle/objectives/distillation
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Regex, Tokenizer, models, pre_tokenizers
from transformers import Gemma2Config, Gemma2ForCausalLM, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

LETTERS = "abcdefghijk"
TOKENS = len(LETTERS)
PACKS = [[[1, 2, 3, 4, 5, 6, 7], [8, 9]], [[10, 3, 3, 0]], [[5]]]
PROJECTION = "objective.hidden_projection.weight"


def tokenizer():
    result = Tokenizer(models.WordLevel({letter: number for number, letter in enumerate(LETTERS)}, unk_token="a"))
    result.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    return PreTrainedTokenizerFast(tokenizer_object=result, unk_token="a")


def randomised(model, seed):
    generator = torch.Generator().manual_seed(seed)
    for parameter in model.parameters():
        parameter.data.add_(torch.randn(parameter.shape, generator=generator), alpha=0.3)
    return model.eval()


def pair():
    llama = LlamaForCausalLM(LlamaConfig(
        vocab_size=TOKENS, hidden_size=8, intermediate_size=12, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=16, bos_token_id=None, eos_token_id=None,
        attn_implementation="eager"))
    gemma = Gemma2ForCausalLM(Gemma2Config(
        vocab_size=TOKENS + 2, hidden_size=12, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=1, head_dim=6, query_pre_attn_scalar=6, sliding_window=16, max_position_embeddings=16,
        final_logit_softcapping=5.0, bos_token_id=None, eos_token_id=None, pad_token_id=None,
        attn_implementation="eager"))
    return randomised(llama, 1), randomised(gemma, 2)


def scored(model):
    """Logits and last hidden states of all tokens that have a next one, and these."""
    logits, hidden, labels = [], [], []
    for pack in PACKS:
        for sequence in pack:
            ids = torch.tensor([sequence])
            logits.append(model(ids).logits[0, :-1])
            hidden.append(model.model(ids).last_hidden_state[0, :-1])
            labels += sequence[1:]
    return torch.cat(logits), torch.cat(hidden), torch.tensor(labels)


def kl(p, q):
    return (p * (p.log() - q.log())).sum(1)


def divergence(case, p, q):
    form, beta = case["divergence"], case["beta"]
    if form == "forward_kl":
        return kl(p, q)
    if form == "reverse_kl":
        return kl(q, p)
    if form == "total_variation":
        return (p - q).abs().sum(1) / 2
    m = beta * p + (1 - beta) * q
    return beta * kl(p, m) + (1 - beta) * kl(q, m)


def kept_divergence(case, p, q, ids):
    """By the definitions of tail bucket, renormalised and sampled; p is full here."""
    p_k, q_k = p.gather(1, ids), q.gather(1, ids)
    if case["form"] == "renormalised":
        return kl(p_k / p_k.sum(1, True), q_k / q_k.sum(1, True)) - q_k.sum(1).log()
    if case["form"] == "sampled":
        return (p_k.log() - q_k.log()).mean(1)
    rest_p, rest_q = 1 - p_k.sum(1, True), 1 - q_k.sum(1, True)
    return kl(torch.cat([p_k, rest_p], 1), torch.cat([q_k, rest_q], 1))


def loss(case, student, teacher, projection):
    s, h_s, labels = scored(student)
    with torch.no_grad():
        a, h_t, _ = scored(teacher)
    t, alpha = case["temperature"], case["alpha"]
    p, q = torch.softmax(a[:, :TOKENS] / t, 1), torch.softmax(s[:, :TOKENS] / t, 1)
    if "form" in case:
        ids = torch.tensor(case["ids"])
        soft = kept_divergence(case, p, q, ids).mean()
        case["log_probabilities"] = p.gather(1, ids).log().tolist()
    else:
        soft = divergence(case, p, q).mean()
    hard = torch.nn.functional.cross_entropy(s, labels)
    total = (1 - alpha) * hard + alpha * t**2 * soft
    if case["hidden"]:
        difference = ((h_s @ projection.t() - h_t) ** 2).mean()
        case["hidden_difference"] = difference.item()
        total = total + case["hidden"] * difference
    case.update(
        loss=total.item(), hard=hard.item(), divergence_value=soft.item(),
        accuracy=(s.argmax(1) == labels).double().mean().item(),
        agreement=(s[:, :TOKENS].argmax(1) == a[:, :TOKENS].argmax(1)).double().mean().item())
    return total


def case(name, divergence="forward_kl", temperature=1.0, alpha=0.5, beta=0.5, hidden=0.0, student="llama", **more):
    return dict(name=name, divergence=divergence, temperature=temperature, alpha=alpha, beta=beta, hidden=hidden,
                student=student, **more)


def cases(teacher):
    with torch.no_grad():
        p = torch.softmax(scored(teacher)[0][:, :TOKENS] / 2, 1)
    best = p.topk(3, 1).indices.tolist()
    drawn = torch.multinomial(p, 5, True, generator=torch.Generator().manual_seed(9)).tolist()
    return [
        case("forward", temperature=2.0),
        case("forward_soft", temperature=4.0, alpha=1.0),
        case("forward_hard", alpha=0.0),
        case("forward_bent", temperature=2.0, student="gemma2"),
        case("reverse", "reverse_kl", 2.0, 0.9),
        case("reverse_bent", "reverse_kl", 1.0, 0.3, student="gemma2"),
        case("jensen_shannon", "jensen_shannon", 1.0, 1.0),
        case("jensen_shannon_small", "jensen_shannon", 2.0, 0.5, 0.1),
        case("jensen_shannon_large", "jensen_shannon", 2.0, 0.5, 0.9),
        case("total_variation", "total_variation", 1.0, 0.7),
        case("hidden", temperature=2.0, hidden=0.4),
        case("tail_bucket", temperature=2.0, alpha=0.9, form="tail_bucket", ids=best),
        case("renormalised", temperature=2.0, alpha=0.9, form="renormalised", ids=best),
        case("sampled", temperature=2.0, alpha=0.9, form="sampled", ids=drawn),
    ]


def gradients(case, llama, gemma, projection):
    student, teacher = (llama, gemma) if case["student"] == "llama" else (gemma, llama)
    student.zero_grad()
    projection.grad = None
    loss(case, student, teacher, projection).backward()
    own = {name: parameter.grad for name, parameter in student.named_parameters()}
    if case["hidden"]:
        own[PROJECTION] = projection.grad
    return {f"{case['name']}/{name}": gradient.clone() for name, gradient in own.items()}


if __name__ == "__main__":
    place = Path(sys.argv[1])
    torch.set_num_threads(1)
    torch.manual_seed(3)
    llama, gemma = pair()
    for name, model in (("llama", llama), ("gemma2", gemma)):
        model.save_pretrained(place / name)
        tokenizer().save_pretrained(place / name)
        (place / name / "generation_config.json").unlink(missing_ok=True)
    projection = torch.randn(12, 8, generator=torch.Generator().manual_seed(4)).requires_grad_()
    all_cases = cases(gemma)
    tensors = {PROJECTION: projection.detach()}
    for one in all_cases:
        tensors.update(gradients(one, llama, gemma, projection))
    save_file(tensors, place / "gradients.safetensors")
    content = {"packs": PACKS, "tokens": TOKENS, "cases": all_cases}
    (place / "expected.json").write_text(json.dumps(content, indent=1) + "\n")
