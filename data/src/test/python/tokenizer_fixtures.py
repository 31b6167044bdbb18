"""Makes the fixtures of dev.heddle.data.tokenize with Hugging Face's tokenizers.

    python tokenizer_fixtures.py ../resources/dev/heddle/data/tokenize

Needs tokenizers (made with 0.23.3). Everything is drawn from fixed seeds.
"""

import gzip
import json
import random
import sys
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

JAVA = """
/** Counts what the {noun} holds; it's O({number}), isn't it? */
public static int count{noun_upper}(List<{noun_upper}> all{noun_upper}s, int {verb}{number}) {{
\tint total_{noun} = 0x{number:x};
    for ({noun_upper} {verb} : all{noun_upper}s) {{
        if ({verb} != null && !{verb}.isEmpty()) {{  // we'll {verb} the {noun}s they've got
            total_{noun} += {verb}.{verb}({number});
        }}
    }}

    return total_{noun} >>> {number} ;
}}
"""
NOUNS = "loom thread weft warp shuttle cloth fabric bobbin spindle heddle yarn knot".split()
VERBS = "weave spin pull push count tie measure cut dye wind".split()
PROSE = [
    "Die Weberin zählt die Fäden; größer als ½ Elle sind's nicht.",
    "Ткачиха считает нити, а их 1024 штуки!",
    "織り手は糸を数える。糸は三十二本あります。",
    "नूतन करघा — ५ धागे",
    "Le métier à tisser coûte 1 234,56 €\u00a0… n'est-ce pas ?",
    "🧵🧶 emoji\u200djoined, tabs\t\tand  doubled   spaces \r\n",
    "يعدّ النساج الخيوط ٣٢",
    "we've they're I'm he'd she'll it's don't 'twas '' 're'd",
]


def corpus(rng):
    lines = []
    for _ in range(220):
        if rng.random() < 0.35:
            lines.append(rng.choice(PROSE) + " " + rng.choice(NOUNS) * rng.randint(1, 2))
        else:
            noun = rng.choice(NOUNS)
            lines.append(JAVA.format(noun=noun, noun_upper=noun.capitalize(),
                                     verb=rng.choice(VERBS), number=rng.randint(0, 9999)))
    return lines


def words_with_ties(rng):
    """Many words over few letters with small counts, so that most pairs tie."""
    words = {}
    for _ in range(600):
        word = "".join(rng.choice("abcd") for _ in range(rng.randint(1, 9)))
        words[word] = words.get(word, 0) + rng.randint(1, 3)
    words["a" * 17] = 5
    words["ab" * 11] = 4
    return words


def train(texts, pre_tokenizer, vocab_size, min_frequency):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size, min_frequency=min_frequency, special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def model_of(tokenizer):
    model = json.loads(tokenizer.to_str())["model"]
    return {"vocab": sorted(model["vocab"], key=model["vocab"].get), "merges": model["merges"]}


def encoded(tokenizer, texts):
    return [{"text": text, "ids": tokenizer.encode(text, add_special_tokens=False).ids,
             "with_special": tokenizer.encode(text).ids} for text in texts]


def write(folder, name, content):
    with open(folder / name, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def byte_level_bpe(folder, rng):
    texts = corpus(rng)
    tokenizer = train(texts, pre_tokenizers.ByteLevel(add_prefix_space=False), 900, 2)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    pieces = texts[:12] + PROSE + ["", " ", "  ", "\n\n \n", "a[MASK] b", "x [SEP]", "\u0000\ufffd", "ﷺ\U0001f9f5"]
    splitter = pre_tokenizers.ByteLevel(add_prefix_space=False)
    words = [[text[a:b] for _, (a, b) in splitter.pre_tokenize_str(text)] for text in PROSE]
    write(folder, "byte-level-bpe.json.gz",
          {"corpus": texts, **model_of(tokenizer), "encoded": encoded(tokenizer, pieces),
           "prose": PROSE, "words": words})


def ties(folder, rng):
    words = words_with_ties(rng)
    texts = [word for word, count in words.items() for _ in range(count)]
    tokenizer = train(texts, pre_tokenizers.ByteLevel(add_prefix_space=False), 1200, 1)
    write(folder, "ties.json.gz", {"words": words, **model_of(tokenizer)})


def ranges(members):
    found = []
    for code_point in sorted(members):
        if found and found[-1][1] == code_point - 1:
            found[-1][1] = code_point
        else:
            found.append([code_point, code_point])
    return found


def character_classes(folder):
    """Which code points the pattern's classes hold, as inclusive ranges."""
    everything = [chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
    classes = {}
    for name, pattern in [("space", r"\s"), ("letter", r"\p{L}"), ("number", r"\p{N}")]:
        splitter = pre_tokenizers.Split(Regex(pattern), "removed", invert=True)
        members = set()
        for start in range(0, len(everything), 4096):
            for word, _ in splitter.pre_tokenize_str("".join(everything[start:start + 4096])):
                members.update(map(ord, word))
        classes[name] = ranges(members)
    write(folder, "character-classes.json.gz", classes)


def other_kinds(folder):
    """Tiny tokenizers of the kinds that mark words otherwise."""
    texts = ["the weaver weaves", "weaving the warp"]
    piece = Tokenizer(models.WordPiece(
        {t: i for i, t in enumerate(SPECIAL + ["weav", "##er", "##es", "##ing", "the", "warp"])}, unk_token="[UNK]"))
    piece.pre_tokenizer = pre_tokenizers.Whitespace()
    piece.decoder = decoders.WordPiece()
    piece.add_special_tokens(SPECIAL)
    piece.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    piece.enable_truncation(4)
    piece.enable_padding(length=16)
    sentence = Tokenizer(models.Unigram(
        [("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0), ("<mask>", 0.0), ("▁weav", -1.0), ("er", -1.5), ("es", -1.5), ("ing", -1.5),
         ("▁the", -1.0), ("▁warp", -1.0)], unk_id=0))
    sentence.pre_tokenizer = pre_tokenizers.Metaspace()
    sentence.decoder = decoders.Metaspace()
    sentence.add_special_tokens(["<unk>", "<s>", "</s>", "<mask>"])
    write(folder, "word-piece.json.gz", {"tokenizer": piece.to_str(), "encoded": untruncated(piece, texts)})
    write(folder, "sentence-piece.json.gz", {"tokenizer": sentence.to_str(), "encoded": encoded(sentence, texts)})


def untruncated(tokenizer, texts):
    bare = Tokenizer.from_str(tokenizer.to_str())
    bare.no_truncation()
    bare.no_padding()
    return encoded(bare, texts)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    byte_level_bpe(target, random.Random(1))
    ties(target, random.Random(2))
    character_classes(target)
    other_kinds(target)
