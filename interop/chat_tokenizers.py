"""Makes tokenizers of the kinds that chat models have, one folder each below FOLDER.

byte_level: byte-level BPE behind a pattern, as Llama 3 and Qwen2; sentence_piece: BPE with byte
fallback on text whose spaces are marked, as Llama 2, Gemma and Mistral. Both put a beginning of
sequence before a text unless told not to.
"""

import json
import sys
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

sys.path.insert(0, str(Path(__file__).parent))
from conversations import conversations  # noqa: E402

BASIC = ["<unk>", "<s>", "</s>", "[MASK]"]
TURNS = [
    "<|im_start|>", "<|im_end|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>",
    "<start_of_turn>", "<end_of_turn>", "[INST]", "[/INST]",
]
PATTERN = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def texts():
    return [message["content"] for chat in conversations(7, 300) for message in chat]


def byte_level():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(PATTERN), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts(), trainers.BpeTrainer(
        vocab_size=500, special_tokens=BASIC, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return tokenizer


def sentence_piece():
    tokenizer = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    # Merges stay inside words, as SentencePiece trains them.
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("\u2581?[^\u2581]+"), "isolated")
    tokenizer.train_from_iterator(texts(), trainers.BpeTrainer(
        vocab_size=700, special_tokens=BASIC + bytes_, show_progress=False, limit_alphabet=80))
    tokenizer.pre_tokenizer = None
    return without_added(tokenizer, set(bytes_))


def without_added(tokenizer, texts):
    """The same tokenizer with some tokens in its vocabulary only: bytes are no special tokens."""
    content = json.loads(tokenizer.to_str())
    content["added_tokens"] = [token for token in content["added_tokens"] if token["content"] not in texts]
    return Tokenizer.from_str(json.dumps(content))


def save(tokenizer, folder):
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", tokenizer.token_to_id("<s>"))])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>", mask_token="[MASK]",
        clean_up_tokenization_spaces=False)
    fast.add_tokens(TURNS, special_tokens=True)
    fast.save_pretrained(folder)


if __name__ == "__main__":
    for make in (byte_level, sentence_piece):
        save(make(), Path(sys.argv[1]) / make.__name__)
