"""Conversations drawn from a seed, in the kinds of text that break tokenizers and templates."""

import random

WORDS = (
    "weft warp loom thread shuttle why how count the of a an is it List<String> int[] null "
    "na\u00efve gr\u00f6\u00dfer \u7cf8 \u7e54\u308a\u624b \u0646\u0633\u064a\u062c \u0937\u093f e\u0301 \U0001f9f5 \U0001f469\u200d\U0001f4bb \u00bd \u20ac9.99 "
    "don't they'll we've x==y; // ### ``` $\\alpha$ [INST] <b> {{name}} {%if%} 'q' \"d\" back\\slash"
).split(" ")
SEPARATORS = [" ", " ", " ", " ", "\n", "\n\n", "  ", "\t", ", ", ". "]
EDGES = ["", "", "", " ", "\n", "  \n"]


def text(rng, longest):
    words = [rng.choice(WORDS) for _ in range(rng.randint(1, longest))]
    joined = "".join(word + rng.choice(SEPARATORS) for word in words).strip()
    return rng.choice(EDGES) + joined + rng.choice(EDGES)


def conversation(rng):
    """Turns alternate from a user's; a system turn may come first, and the last may be a user's."""
    messages = []
    if rng.random() < 0.4:
        messages.append({"role": "system", "content": text(rng, 12)})
    for _ in range(rng.randint(1, 4)):
        messages.append({"role": "user", "content": text(rng, 25)})
        messages.append({"role": "assistant", "content": text(rng, 60)})
    return messages[:-1] if rng.random() < 0.1 and len(messages) > 2 else messages


def conversations(seed, count):
    rng = random.Random(seed)
    return [conversation(rng) for _ in range(count)]
