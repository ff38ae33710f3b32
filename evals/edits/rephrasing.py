"""The same said otherwise: rules over words and sentence forms, each of which certainly keeps the meaning.

A rule that is right only mostly does not belong here: what it makes counts as harmless.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

MOST_CHANGES = 3
_CONTRACTIONS = (
    (r"\bcannot\b", "can't"),
    (r"\b([Dd]o|[Dd]oes|[Ii]s|[Aa]re|[Ww]ill) not\b(?! only)", r"\1n't"),
    (r"\b([Ww])e are\b(?= \w)", r"\1e're"),
)
_WORDS_EN = (
    *_CONTRACTIONS,
    (r"\bworking day", "business day"),
    (r"\bfree of charge\b", "at no cost"),
    (r"\b([Uu])sually\b", lambda m: "Normally" if m[1] == "U" else "normally"),
    (r"\bwrite to us\b", "send us a message"),
    (r"^Write to us\b", "Send us a message"),
    (r"\btell us\b", "let us know"),
    (r"^Tell us\b", "Let us know"),
    (r"\bbought\b", "purchased"),
    (r"\bbecause\b", "since"),
    (r"\bby e-mail\b", "via email"),
    (r"\be-mail\b", "email"),
    (r"\bat any time\b", "whenever you like"),
    (r"\bYou can (?=(?:return|exchange|change|cancel|use|order|ask|save|add|keep|pay|choose|skip)\b)", "You may "),
    (r"\bThe day of delivery\b", "The delivery day"),
    (r"\bwithin (\d+ days) of delivery\b", r"no later than \1 after delivery"),
    (r"(?<!of )\bup to (?=£?\d+\.\d\d)", "at most "),
    (r"\babove (?=£?\d+\.\d\d)", "over "),
    (r"\bunder (?=£?\d+\.\d\d)", "below "),
    (r"\bparcel(s?)\b", r"package\1"),
    (r"\bParcel(s?)\b", r"Package\1"),
    (r"\bcolleague\b", "team member"),
    (r"\bsend back\b", "return"),
    (r"\bswap\b", "exchange"),
    (r"^Please (?=[a-z])", "Kindly "),
    (r"\bYou find\b", "You will find"),
    (r"^We e-mail you (?=when|on)\b", "We send you an email "),
    (r"\bcontains no\b", "does not contain any"),
    (r"\bcontain no\b", "do not contain any"),
    (r"\bneed no\b(?= photo)", "do not need a"),
    (r"\b(\d+\.\d\d) EUR\b", r"€\1"),
    (r"£(\d+\.\d\d)", r"GBP \1"),
    (r"\b(\d+) to (\d+)(?= (?:working|more working)? ?days\b)", r"\1-\2"),
    (r"^Yes, (?=(?:you|we) (?:can|always|get|receive)\b)", ""),
    (r"^((?:Express|Next Day|Standard) delivery) costs (£?\d+\.\d\d(?: EUR)?)\.$", r"The price of \1 is \2."),
    (r"^We send you ((?:a|an|the) [a-z -]+?)(?= (?:when|within|by)\b|\.$)", r"You receive \1 from us"),
    (r"\bin stock\b", "available"),
    (r"\ba second time\b", "twice"),
)  # fmt: skip
_WORDS_ES = (
    (r"\bdías laborables\b", "días hábiles"),
    (r"\bdía laborable\b", "día hábil"),
    (r"\b(es|son) gratis\b", lambda m: "no cuesta nada" if m[1] == "es" else "no cuestan nada"),
    (r"\bartículo(s?)\b", r"producto\1"),
    (r"\bsalvo\b(?! si| que)", "excepto"),
    (r"\bsalvo que\b", "a menos que"),
    (r"\bescríbenos\b", "mándanos un mensaje"),
    (r"\bTe enviamos\b", "Te mandamos"),
    (r"\bte enviamos\b", "te mandamos"),
    (r"\b([Tt])e devolvemos (?=lo que pagaste|el importe|todo el importe)", r"\1e reembolsamos "),
    (r"\bsuele tardar\b", "normalmente tarda"),
    (r"\bTienes (?=\d+ días)", "Dispones de "),
    (r"\b([Tt])e volvemos a escribir\b", r"\1e escribimos de nuevo"),
    (r"\bNo enviamos a\b", "No hacemos envíos a"),
    (r"\bMándanos\b", "Envíanos"),
    (r"\bcorreo electrónico\b", "e-mail"),
    (r"\b(\d+,\d\d) EUR\b", r"\1 €"),
    (r"\beliges\b", "escoges"),
    (r"\bcompañero\b", "colega"),
)  # fmt: skip
Words = tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...]
_WORDS: dict[str, Words] = {"en": _WORDS_EN, "es": _WORDS_ES}
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|that|those|these|then|one|so|but|lo|la|los|las|ellos)\b", re.I
)
_MOVABLE = {
    "en": re.compile(r"^(?P<word>If|When) (?P<when>[^,;:.{]+), (?P<then>[^,;:.{]+)\.$"),
    "es": re.compile(r"^(?P<word>Si) (?P<when>[^,;:.{]+), (?P<then>[^,;:.{]+)\.$"),
}
_TRAILING = re.compile(
    r"^(?P<then>(?:You|We|The) [^,;:.{]+?) (?P<word>if|when) (?P<when>(?:you|we|the|a|an|your) [^,;:.{]+)\.$"
)
_KEEPS_ITS_CONDITION = re.compile(
    r"\b(?:and|or|if|when|because|which|who|that|whether|tell|ask|see|check|know|shows?|decides?|until|day|only|after|before)\b"
)
_REASON = re.compile(r"^(?P<what>[^,;:.{]+), because (?P<why>[^,;:.{]+)\.$")
_TWO = re.compile(r"^(?P<one>[^;:.{]+?), and (?P<two>(?:we|you|the|please|our) [^;:.{]+)\.$")
_SCOPED = re.compile(
    r"\b(?:if|when|for|after|unless|except|once|with|in|before|until|while|without|no|not|yes|from)\b", re.I
)
_OPENS_PLAIN = re.compile(r"(?:You|We|The|Please|Our|Your|A|An|In|If|When|For|Si|El|La|Los|Las|Te|En|Puedes)\b")
_MOST_WORDS_JOINED = 34


class Site(NamedTuple):
    """One place where a rule applies."""

    rule: str
    at: int
    """Which sentence."""
    written: str
    """The sentence rewritten."""


def rephrased(body: str, spans: Sequence[tuple[int, int]], locale: str, rng: random.Random) -> tuple[str, str] | None:
    """Return the text rewritten in up to three places, and the names of the rules; None when no rule applies."""
    sentences = [body[start:end] for start, end in spans]
    sites = [site for at, said in enumerate(sentences) for site in _sites(at, said, locale)]
    chosen = _one_a_sentence(sites, rng)
    joined = _joined(body, spans, {site.at for site in chosen}, rng) if rng.random() < 0.5 or not chosen else None
    if not chosen and joined is None:
        return None
    edits = [(spans[site.at], site.written) for site in chosen] + ([joined] if joined else [])
    written = body
    for (start, end), new in sorted(edits, reverse=True):
        written = written[:start] + new + written[end:]
    names = [site.rule for site in chosen] + (["joined"] if joined else [])
    return written, ", ".join(sorted(set(names)))


def _one_a_sentence(sites: list[Site], rng: random.Random) -> list[Site]:
    order = list(sites)
    rng.shuffle(order)
    taken: dict[int, Site] = {}
    for site in order:
        if len(taken) < MOST_CHANGES:
            taken.setdefault(site.at, site)
    return list(taken.values())


def _sites(at: int, said: str, locale: str) -> Iterator[Site]:
    for pattern, instead in _WORDS.get(locale, ()):
        written = re.sub(pattern, instead, said)
        if written != said:
            yield Site("words", at, written[:1].upper() + written[1:] if said[:1].isupper() else written)
    for name, form in _FORMS:
        moved = form(said, locale)
        if moved is not None:
            yield Site(name, at, moved)


def _condition_last(said: str, locale: str) -> str | None:
    """`If X, Y.` to `Y if X.`"""
    found = _MOVABLE[locale].match(said) if locale in _MOVABLE else None
    if found is None or _POINTS_BACK.search(found["then"]) or _POINTS_BACK.search(found["when"]):
        return None
    if re.search(
        r"\b(?:and|y) (?:we|you|if|te|un|si)\b|\b(?:if|when|because|until|si|cuando|whether)\b", found["then"]
    ):
        return None
    return f"{_upper(found['then'])} {found['word'].lower()} {found['when']}."


def _condition_first(said: str, locale: str) -> str | None:
    """`Y if X.` to `If X, Y.`"""
    found = _TRAILING.match(said) if locale == "en" else None
    if found is None or _KEEPS_ITS_CONDITION.search(found["then"]) or _POINTS_BACK.search(said):
        return None
    return f"{_upper(found['word'])} {found['when']}, {_lower(found['then'])}."


def _reason_first(said: str, locale: str) -> str | None:
    """`Y, because X.` to `Because X, Y.`"""
    found = _REASON.match(said) if locale == "en" else None
    if found is None or _POINTS_BACK.search(said) or re.match(r"(?:No|Yes)\b", said):
        return None
    return f"Because {found['why']}, {_lower(found['what'])}."


def _in_two(said: str, locale: str) -> str | None:
    """`X, and we Y.` to `X. We Y.`, where no condition at the front holds for both."""
    found = _TWO.match(said) if locale == "en" else None
    if found is None or _SCOPED.search(found["one"]):
        return None
    return f"{found['one']}. {_upper(found['two'])}."


_FORMS: tuple[tuple[str, Callable[[str, str], str | None]], ...] = (
    ("condition last", _condition_last),
    ("condition first", _condition_first),
    ("reason first", _reason_first),
    ("in two", _in_two),
)


def _joined(
    body: str, spans: Sequence[tuple[int, int]], taken: set[int], rng: random.Random
) -> tuple[tuple[int, int], str] | None:
    """Return two neighbouring sentences as one with a semicolon."""
    pairs = [
        at for at in range(len(spans) - 1) if not {at, at + 1} & taken and _can_join(body, spans[at], spans[at + 1])
    ]
    if not pairs:
        return None
    at = rng.choice(pairs)
    one, two = body[slice(*spans[at])], body[slice(*spans[at + 1])]
    return (spans[at][0], spans[at + 1][1]), f"{one[:-1]}; {_lower(two)}"


def _can_join(body: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    first, second, between = body[slice(*one)], body[slice(*two)], body[one[1] : two[0]]
    plain = first.endswith(".") and second.endswith(".") and not set(";:{") & set(first + second)
    short = len((first + second).split()) <= _MOST_WORDS_JOINED
    return plain and short and between in (" ", "\n") and _OPENS_PLAIN.match(second) is not None


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if _OPENS_PLAIN.match(words) else words
