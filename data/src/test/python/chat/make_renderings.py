"""Writes renderings.json: templates and values, and what transformers' Jinja makes of them.

Run with transformers and jinja2 installed:  python make_renderings.py
"""

import json
import pathlib
import sys

from transformers.utils.chat_template_utils import _compile_jinja_template, _render_with_assistant_indices

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[4] / "interop"))
from chat_templates import FAMILIES  # noqa: E402

TARGET = HERE.parents[1] / "resources/dev/heddle/data/chat/jinja/renderings.json"

USER = {"role": "user", "content": "  What is 2 + 2?\n"}
ANSWER = {"role": "assistant", "content": "It is 4. \u00e4\U0001f600"}
SYSTEM = {"role": "system", "content": "Be brief."}
THOUGHT = {"role": "assistant", "content": "<think>\nhm\n</think>\n\nFour."}

CONVERSATIONS = [
    [USER],
    [USER, ANSWER],
    [SYSTEM, USER],
    [SYSTEM, USER, ANSWER],
    [USER, ANSWER, USER, THOUGHT],
    [SYSTEM, USER, THOUGHT, USER, ANSWER, USER],
    [USER, USER],
    [ANSWER],
]

BASE = {"messages": [], "add_generation_prompt": False}

VALUES = {
    "n": 3, "m": -7, "f": 2.5, "s": "hello World", "e": "", "u": "a\u00e4\U0001f600z", "yes": True,
    "no": False, "nil": None, "list": [3, 1, 2], "words": ["b", "A", "c"], "empty": [],
    "map": {"b": 1, "a": {"x": [1, 2.0, None, True]}, "items_": "i"},
    "rows": [{"k": "x", "v": 1}, {"k": "y", "v": 2}, {"k": "x", "v": 3}],
    "text": " one\n\n two \n",
}

EXPRESSIONS = """
n + 2 ;; n - 10 ;; n * 4 ;; n / 2 ;; m // 2 ;; m % 4 ;; n ** 2 ;; -n ;; f * 2 ;; 7 // 2.0 ;; 1e3 ;; 1.5e-7 ;; 1_000 ;; n ~ f ~ yes ~ nil
(n + 1) * 2 ;; 1 + 2 * 3 ** 2 ;; -2 ** 2 ;; 10 - 3 - 2 ;; 'ab' * 2 ;; 1 + 1 | string ;; -1 | abs ;; 'a' ~ 'b' | upper
s + '!' ;; 'a' 'b' ;; 'tab\\there' ;; 'q\\'q' ;; "d\\"d" ;; '\\u00e9\\x41' ;; '\\q' ;; 'a\\\\b'
yes ;; no ;; nil ;; list ;; map ;; words ;; f ;; 2.0 ;; 100000000000000000.0 ;; 0.00001 ;; rows ;; e ;; missing ;; u ;; [s, "it's", 'a"b', '\\n']
yes and s ;; no and s ;; e or 'other' ;; s or 'other' ;; not e ;; not no and yes ;; no or nil ;; yes or missing.x ;; empty or 'x' ;; map and 1
n == 3 ;; n == 3.0 ;; n != 4 ;; 1 < n < 5 ;; 1 < n > 5 ;; 's' < 't' ;; n >= 3 and n <= 3 ;; yes == 1 ;; nil == none ;; 'a' == 1 ;; [1] == [1.0] ;; missing == nowhere
2 in list ;; 9 in list ;; 'ell' in s ;; 'b' in map ;; 'z' not in map ;; 'x' in missing ;; 1 not in list ;; not 1 in list ;; '' in s
s[0] ;; s[-1] ;; s[1:3] ;; s[::-1] ;; s[-3:] ;; s[:-3] ;; s[::2] ;; s[7:100] ;; u[2] ;; u[1:3] ;; u[::-1] ;; list[1:] ;; list[::-1] ;; list[-1] ;; list[5] ;; list[:0] ;; list[2:0:-1] ;; list[-9:2] ;; list[none:2] ;; list[::0]
map.b ;; map['b'] ;; map.a.x[1] ;; map['missing'] ;; map.missing ;; map.get('b') ;; map.get('z') ;; map.get('z', 'd') ;; missing.x ;; missing[0] ;; missing[1:] ;; list.0 ;; rows[0].k
s.upper() ;; s.lower() ;; s.title() ;; s.capitalize() ;; s.strip('hd') ;; text.strip() ;; text.lstrip() ;; text.rstrip('\\n') ;; s.split() ;; s.split('o') ;; s.split('o', 1) ;; text.split('\\n') ;; text.splitlines() ;; s.rsplit('o', 1) ;; s.startswith('he') ;; s.startswith(('x', 'he')) ;; s.endswith('d')
s.replace('o', '0') ;; s.replace('o', '0', 1) ;; s.find('W') ;; s.find('q') ;; s.count('o') ;; ','.join(words) ;; s.partition(' ') | list ;; s.rpartition('q') | list ;; s.removeprefix('he') ;; s.removesuffix('ld') ;; '12'.isdigit() ;; ''.isdigit() ;; s.isupper() ;; 'ABC'.isupper() ;; ' a  b '.split() ;; ' a  b c'.split(none, 1) ;; u.find('z') ;; s.split('')
map.items() | list | length ;; map.keys() | list ;; map.values() | list ;; map | items | list | length ;; list.index(1) ;; list.count(1) ;; list.append(4) ;; map.update({}) ;; list.index(77)
s | upper ;; s | length ;; u | length ;; list | length ;; map | count ;; text | trim ;; s | capitalize ;; list | first ;; list | last ;; empty | first ;; words | join(', ') ;; rows | join('-', attribute='k') ;; list | join ;; s | trim('hd')
list | sort ;; words | sort ;; words | sort(reverse=true) ;; words | sort(case_sensitive=true) ;; rows | sort(attribute='k') ;; list | reverse | list ;; s | reverse ;; list | sum ;; rows | sum(attribute='v') ;; map | dictsort | length
missing | default('d') ;; e | default('d') ;; e | default('d', true) ;; nil | default('d') ;; missing | d ;; s | replace('o', 'a') ;; '3' | int ;; 'x' | int ;; '3.7' | int ;; 'x' | int(5) ;; '3.5' | float ;; m | abs ;; n | string ;; s | safe
text | indent ;; text | indent(2, true) ;; text | indent(1, blank=true) ;; words | list ;; s | list ;; map | list ;; words | unique | list ;; '<a href="b">' | e ;; '&' | escape
rows | map(attribute='k') | list ;; words | map('upper') | list ;; words | map('replace', 'A', 'z') | list ;; rows | map(attribute='q', default=0) | list ;; rows | map('length') | list
rows | selectattr('k', 'equalto', 'x') | list ;; rows | selectattr('k', 'eq', 'x') | map(attribute='v') | list ;; rows | rejectattr('v', '>', 1) | list ;; list | select('odd') | list ;; list | reject('odd') | list ;; rows | selectattr('q') | list ;; rows | selectattr('q', 'defined') | list ;; list | select('in', [1, 2]) | list ;; list | select | list
map | tojson ;; s | tojson ;; u | tojson ;; '<"\\n\\t/' | tojson ;; map | tojson(indent=2) ;; list | tojson(indent=4) ;; empty | tojson(indent=2) ;; {} | tojson ;; yes | tojson ;; nil | tojson ;; f | tojson ;; map | tojson(separators=(',', ':')) ;; map | tojson(sort_keys=true) ;; missing | tojson
s is defined ;; missing is defined ;; missing is not defined ;; missing is undefined ;; nil is none ;; s is string ;; list is iterable ;; s is iterable ;; map is mapping ;; list is sequence ;; map is sequence ;; n is number ;; f is number ;; yes is number ;; n is integer ;; yes is integer ;; f is float ;; yes is boolean ;; yes is true ;; no is false ;; n is odd ;; n is even
n is divisibleby 3 ;; n is divisibleby(2) ;; s is lower ;; 'abc' is lower ;; 'A1' is upper ;; n is in list ;; n is eq 3 ;; n is sameas 3 ;; nil is not none ;; s is string and n is number ;; missing is none ;; n is gt 2 ;; n is iterable ;; missing is iterable ;; missing is string or s is defined
'a' if n == 3 else 'b' ;; 'a' if n == 4 else 'b' ;; 'a' if n == 4 ;; 'a' if no else 'b' if no else 'c' ;; [1, 'b', [none]] ;; {'a': 1, 'b': [2]} ;; ('x') ;; (1, 2) | length ;; () | length ;; (1,) | length
range(3) | list ;; range(1, 7, 2) | list ;; range(3, 0, -1) | list ;; namespace(a=1).a ;; dict(a=1, b=2) ;; dict(a=1).a ;; range(0) | list ;; range(1, 2, 0)
raise_exception('no') ;; missing + 1 ;; n + s ;; s + n ;; nil + s ;; list + [9] ;; s < n ;; none.x ;; s.nothing ;; s.nothing() ;; n() ;; missing() ;; n | nofilter ;; n is notest ;; 1 / 0 ;; 1 % 0 ;; list['a'] ;; s['upper']() ;; loop ;; n in 3 ;; 3 in s ;; n[0] ;; nil | length ;; n | length ;; {[1]: 2} ;; s.upper.x
"""

STATEMENTS = [
    "a\n{% if yes %}\nb\n{% endif %}\nc\n",
    "a\n   {% if yes %}   \n  b\n\t{% endif %}\nc\n\n",
    "a {%- if yes %} b {%- endif -%} c",
    "  {%+ if yes %}x{% endif +%}\n y",
    "x  {% if yes %}y{% endif %}",
    "{% if yes %} {% if yes %}z{% endif %} {% endif %}",
    "{{ s }}\n{{- s -}}\n {{ s }}\n\n",
    "a{# note #}\n b {#- c -#} d\n  {# e #}\nf",
    "{% raw %}{{ s }} {% if %}{% endraw %}\nx {%- raw -%} {{ }} {%- endraw -%} y",
    "{{ '}}' }}{{ \"%}\" }}{{ {'a': {'b': 1}}['a']['b'] }}",
    "{% for x in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.previtem }}{{ loop.nextitem }};{% endfor %}",
    "{% for x in list if x > 1 %}{{ loop.index }}:{{ x }} {% else %}none{% endfor %}",
    "{% for x in empty %}{{ x }}{% else %}none{% endfor %}",
    "{% for x in missing %}{{ x }}{% else %}none{% endfor %}",
    "{% for k, v in map.items() %}{{ k }}={{ v }};{% endfor %}",
    "{% for (k, v) in map | dictsort %}{{ k }};{% endfor %}",
    "{% for k in map %}{{ k }}{% endfor %}{% for c in u %}{{ c }}.{% endfor %}",
    "{% for x in list %}{% for y in words %}{{ loop.depth }}{{ loop.index }}{% endfor %}{{ loop.index }}|{% endfor %}",
    "{% for x in list %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% for x in list %}{% if x == 1 %}{% continue %}{% endif %}{{ x }}{% endfor %}",
    "{% for x in list %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% endfor %}",
    "{% set x = 1 %}{% for y in list %}{{ x }}{% set x = x + y %}{{ x }} {% endfor %}{{ x }}",
    "{% set ns = namespace(x=1) %}{% for y in list %}{% set ns.x = ns.x + y %}{% endfor %}{{ ns.x }}",
    "{% set ns = namespace(x=1, found=false) %}{{ ns.found }}{{ ns.q is defined }}",
    "{% if yes %}{% set z = 'in' %}{% endif %}{{ z }}",
    "{% set a, b = [1, 2] %}{{ b }}{{ a }}{% set t = 1, 2 %}{{ t | length }}",
    "{% set block %}x {{ s }} y{% endset %}[{{ block }}]",
    "{% macro m(a, b='d') %}<{{ a }}:{{ b }}>{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}{{ m() }}",
    "{% macro fact(k) %}{% if k < 2 %}1{% else %}{{ k * (fact(k - 1) | int) }}{% endif %}{% endmacro %}{{ fact(5) }}",
    "{% macro outer() %}{{ n }}{{ later }}{% endmacro %}{% set later = 'L' %}{{ outer() }}",
    "{% if no %}a{% elif nil %}b{% elif n == 3 %}c{% else %}d{% endif %}",
    "{% if no %}a{% else %}{% if yes %}d{% endif %}{% endif %}",
    "{% generation %}abc{% endgeneration %}x{% generation %}{{ u }}{% endgeneration %}{{ u }}",
    "{% for x in list %}{%- generation -%} {{ x }} {%- endgeneration -%}, {% endfor %}",
    "{% set x = 1 %}{% generation %}{% set x = 2 %}{{ x }}{% endgeneration %}{{ x }}",
    "{% if 'a' in {'a': 1} and not (1 == 2 or no) %}ok{% endif %}",
    "\r\na\r\n{% if yes %}\r\nb{% endif %}\r\n",
    "{%- for x in list -%}\n  {{- x -}}\n{%- endfor -%}\n",
    "{% set x = namespace %}{{ x(a=1).a }}",
    "{% if yes %}unclosed",
    "{% endif %}",
    "{{ 1 + }}",
    "{{ 'open }}",
    "{% unknown %}",
    "{# open",
    "{% set s.x = 1 %}",
    "{% for a, b in list %}{{ a }}{% endfor %}",
    "plain",
    "",
    "\n",
    "{{ s }}\n",
    "{{ s }}\n\n",
    "{% set x = 5 %}\n{{ x }}",
    "{% set s = s | upper %}{{ s }}",
    "{%if yes%}tight{%endif%}{{s}}{{-s-}}",
]


def rendered(template, values):
    """Text and generation spans of a template, or None where Jinja raises."""
    try:
        return _render_with_assistant_indices(
            _compile_jinja_template(template), tools=None, documents=None, **BASE | values
        )
    except Exception:
        return None


def case(template, values):
    found = rendered(template, values)
    if found is None:
        return {"template": template, "refused": True}
    text, spans = found
    # Java counts UTF-16 units.
    units = [[len(text[:end].encode("utf-16-le")) // 2 for end in span] for span in spans]
    return {"template": template, "text": text, "generated": units}


def expressions():
    return [one.strip() for line in EXPRESSIONS.strip().splitlines() for one in line.split(" ;; ")]


def main():
    bos_eos = {"bos_token": "<s>", "eos_token": "</s>"}
    cases = {
        "values": VALUES,
        "expressions": [case("{{ " + one + " }}", VALUES) for one in expressions()],
        "statements": [case(one, VALUES) for one in STATEMENTS],
        "families": [
            {"name": name, "messages": messages, "add_generation_prompt": prompt}
            | case(template, {"messages": messages, "add_generation_prompt": prompt} | bos_eos)
            for name, template in FAMILIES.items()
            for messages in CONVERSATIONS
            for prompt in (False, True)
        ],
    }
    TARGET.write_text(json.dumps(cases, ensure_ascii=True, indent=1) + "\n")
    for kind in ("expressions", "statements", "families"):
        refused = sum("refused" in one for one in cases[kind])
        print(kind, len(cases[kind]), "of which refused", refused)


if __name__ == "__main__":
    main()
