"""Writes tiny random models with tokenizers of single characters, and what PyTorch says about texts with them.

    causal/      a Llama; `expected.json` has summed nats and scored tokens of `texts` for some window lengths and strides,
                 by the loop of transformers' guide "Perplexity of fixed-length models", text by text
    opening/     the same model's tokenizer with an opening token, the sums with it, and what the model writes greedily behind
                 each text
    classifier/  a BERT with three classes; `expected.json` has the class with the highest logit of each text
    masked/      a BERT that fills masks; no expectations, it is only asked here

Needs torch, transformers and tokenizers. Run it again only to change the cases:  python make_models.py ../../resources/dev/heddle/objectives/evaluation
"""

import json
import random
import string
import sys
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors
from transformers import (
    BertConfig, BertForMaskedLM, BertForSequenceClassification, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast)

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
CHARACTERS = string.ascii_lowercase + " .,ü"
VOCABULARY = len(SPECIAL) + len(CHARACTERS)
NEW_TOKENS = 12
WINDOWS = [(8, 4), (8, 7), (5, 1), (64, 32)]
WORDS = "a weaver lifts the heddle, über and under. threads cross, cloth grows".split()


def tokenizer(template):
    ids = {token: number for number, token in enumerate(SPECIAL + list(CHARACTERS))}
    result = Tokenizer(models.WordLevel(ids, unk_token="[UNK]"))
    result.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    if template:
        result.post_processor = processors.TemplateProcessing(
            single=template, special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])])
    return PreTrainedTokenizerFast(
        tokenizer_object=result, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]",
        mask_token="[MASK]")


def texts(count, seed):
    draw = random.Random(seed)
    return [" ".join(draw.choices(WORDS, k=draw.randint(1, 9))) for _ in range(count)]


def randomised(model, scale):
    generator = torch.Generator().manual_seed(7)
    for parameter in model.parameters():
        parameter.data.add_(torch.randn(parameter.shape, generator=generator), alpha=scale)
    return model.eval()


def sliding_window(model, ids, max_length, stride):
    """Nats and tokens of one text."""
    nats, tokens, previous = 0.0, 0, 0
    for begin in range(0, ids.size(1), stride):
        end = min(begin + max_length, ids.size(1))
        seen = ids[:, begin:end]
        target = seen.clone()
        target[:, : -(end - previous)] = -100
        scored = int((target[:, 1:] != -100).sum())
        if scored:
            nats += float(model(seen, labels=target).loss.double()) * scored
            tokens += scored
        previous = end
        if end == ids.size(1):
            break
    return nats, tokens


def perplexities(model, encode, rows):
    result = []
    for max_length, stride in WINDOWS:
        sums = [sliding_window(model, encode(row, return_tensors="pt")["input_ids"], max_length, stride) for row in rows]
        result.append({
            "max_length": max_length, "stride": stride, "nats": sum(nats for nats, _ in sums),
            "tokens": sum(tokens for _, tokens in sums)})
    return result


def answer(model, encode, row):
    """Not longer than positions go: Heddle stops there, transformers goes on."""
    prompt = encode(row, return_tensors="pt")
    room = model.config.max_position_embeddings - prompt["input_ids"].size(1)
    written = model.generate(
        **{key: prompt[key] for key in ("input_ids", "attention_mask")}, max_new_tokens=min(NEW_TOKENS, room),
        do_sample=False)[0]
    return encode.decode(written[prompt["input_ids"].size(1) :], skip_special_tokens=True).strip()


def save(folder, model, encode, content):
    model.save_pretrained(folder)
    encode.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if content:
        write(folder, content)


def write(folder, content):
    (folder / "expected.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def causal(target):
    model = randomised(LlamaForCausalLM(LlamaConfig(
        vocab_size=VOCABULARY, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2,
        num_key_value_heads=1, max_position_embeddings=64, pad_token_id=0, bos_token_id=2, eos_token_id=3,
        attn_implementation="eager")), 0.15)
    rows = texts(12, 1) + ["ü", ""]
    plain, opening = tokenizer(None), tokenizer("[CLS] $A")
    bytes_ = sum(len(row.encode("utf-8")) for row in rows)
    # Nothing is scored of an empty text, and the guide's loop cannot run on it.
    save(target / "causal", model, plain, {
        "texts": rows, "bytes": bytes_, "windows": perplexities(model, plain, [row for row in rows if row])})
    opening.save_pretrained(target / "opening")
    write(target / "opening", {
        "texts": rows, "bytes": bytes_, "windows": perplexities(model, opening, rows),
        "answers": [answer(model, opening, row) for row in rows]})


def bert(**more):
    return BertConfig(
        vocab_size=VOCABULARY, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2,
        max_position_embeddings=48, pad_token_id=0, attn_implementation="eager", **more)


def logits(model, encode, row):
    return model(**encode(row, return_tensors="pt", truncation=True, max_length=48)).logits[0]


def classifier(target):
    names = {0: "cloth", 1: "loom", 2: "yarn"}
    model = randomised(BertForSequenceClassification(bert(id2label=names, label2id={v: k for k, v in names.items()})), 0.4)
    encode = tokenizer("[CLS] $A [SEP]")
    rows = texts(30, 2)
    # Without their common part the logits differ by text, not by class.
    model.classifier.bias -= torch.stack([logits(model, encode, row) for row in rows]).mean(0)
    chosen = [int(logits(model, encode, row).argmax()) for row in rows]
    save(target / "classifier", model, encode, {"texts": rows, "chosen": chosen})


def masked(target):
    save(target / "masked", randomised(BertForMaskedLM(bert()), 0.15), tokenizer("[CLS] $A [SEP]"), None)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    torch.set_num_threads(1)
    with torch.no_grad():
        torch.manual_seed(3)
        causal(place)
        classifier(place)
        masked(place)
