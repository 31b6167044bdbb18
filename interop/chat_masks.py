"""Writes conversations as tokens with transformers: SEED COUNT FOLDER...

Draws COUNT conversations and writes them by all of chat_templates.py; every FOLDER has a tokenizer.
Prints the templates, the conversations and, by folder and template, for each conversation its ids and
loss mask, or null where the template refuses it.

Templates with generation blocks are left to transformers' own assistant mask. For others an answer is
what rendering up to its turn adds to rendering before it with the prompt for an answer; where the
tokens of the prompt open those of the answered conversation, the mask must be the one that cutting by
their number gives, which is how prompts and completions are told apart in TRL.
"""

import json
import re
import sys
from pathlib import Path

import jinja2
from transformers import AutoTokenizer

sys.path.insert(0, str(Path(__file__).parent))
from chat_templates import ALL  # noqa: E402
from conversations import conversations  # noqa: E402

GENERATION = re.compile(r"\{%-?\s*generation\s*-?%\}")


def by_blocks(tokenizer, template, messages):
    out = tokenizer.apply_chat_template(
        messages, chat_template=template, return_dict=True, return_assistant_tokens_mask=True
    )
    return out["input_ids"], out["assistant_masks"]


def by_prefixes(tokenizer, template, messages):
    def text(turns, prompt):
        return tokenizer.apply_chat_template(
            turns, chat_template=template, tokenize=False, add_generation_prompt=prompt
        )

    def encoded(part):
        return tokenizer(part, add_special_tokens=False)

    whole = encoded(text(messages, False))
    ids = whole["input_ids"]
    mask = [0] * len(ids)
    for turn, message in enumerate(messages):
        if message["role"] != "assistant":
            continue
        asked, answered = text(messages[:turn], True), text(messages[: turn + 1], False)
        if not answered.startswith(asked):
            raise ValueError("not stable")
        covered = [whole.char_to_token(place) for place in range(len(asked), len(answered))]
        tokens = {token for token in covered if token is not None}
        for token in range(min(tokens), max(tokens) + 1):
            mask[token] = 1
        check_cut(encoded(asked)["input_ids"], encoded(answered)["input_ids"], ids, mask)
    return ids, mask


def check_cut(asked, answered, ids, mask):
    """Where tokens do not straddle the border, cutting by the number of tokens says the same."""
    if answered[: len(asked)] == asked and ids[: len(answered)] == answered:
        assert mask[len(asked) : len(answered)] == [1] * (len(answered) - len(asked))
        assert len(asked) == 0 or mask[len(asked) - 1] == 0


def written(tokenizer, template, messages):
    write = by_blocks if GENERATION.search(template) else by_prefixes
    try:
        ids, mask = write(tokenizer, template, messages)
    except (jinja2.exceptions.TemplateError, ValueError):
        return None
    return {"ids": ids, "mask": mask}


def answers(folder, chats):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    return {
        name: [written(tokenizer, template, messages) for messages in chats]
        for name, template in ALL.items()
    }


def main():
    chats = conversations(int(sys.argv[1]), int(sys.argv[2]))
    found = {folder: answers(folder, chats) for folder in sys.argv[3:]}
    json.dump({"templates": ALL, "conversations": chats, "folders": found}, sys.stdout)


if __name__ == "__main__":
    main()
