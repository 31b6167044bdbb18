"""Writes java-tokens.jsonl beside this file: lines of Java and the kind of each of their tokens, for finetune-tokens.yaml.

Lines are taken from Heddle's own sources, every seventh one that holds at least five tokens. Names are kinds of things by Java's own
conventions: a capital letter begins a type, a parenthesis follows a method; what else is no keyword is a variable.

    python configs/data/make_java_tokens.py
"""

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
KEYWORDS = set(
    "abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally "
    "float for if implements import instanceof int interface long native new package private protected public record return "
    "sealed short static super switch synchronized this throw throws transient try var void volatile while yield true false null"
    .split())
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)+\'|\d[\w.]*|\w+|->|::|[-+*/%&|^!=<>]=?|&&|\|\||\S')
MOST = 1500


def kind(token, following):
    if token in KEYWORDS:
        return "keyword"
    if token[0] in "\"'":
        return "text"
    if token[0].isdigit():
        return "number"
    if not token[0].isalpha():
        return "sign"
    if token[0].isupper():
        return "constant" if token.isupper() and len(token) > 1 else "type"
    return "method" if following == "(" else "variable"


def rows():
    number = 0
    for path in sorted(HERE.parent.parent.glob("*/src/main/java/**/*.java")):
        for line in path.read_text(encoding="utf-8").splitlines():
            code = line.strip()
            tokens = TOKEN.findall(code)
            if code.startswith(("*", "/", "import", "package", "@")) or len(tokens) < 5:
                continue
            number += 1
            if number % 7 == 0:
                yield {"tokens": tokens, "tags": [kind(*pair) for pair in zip(tokens, tokens[1:] + [""])]}


def main():
    chosen = list(rows())
    chosen = chosen[:: len(chosen) // MOST + 1]
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in chosen)
    (HERE / "java-tokens.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
