"""Whether somebody wrote thanks or agreement and nothing else: word by word, since one word more may be a request."""

import re

MOST_WORDS = 16
"""Longer turns say something besides, whatever words they are made of."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ACKNOWLEDGES = frozenset(
    word
    for line in (
        "ok okay okey okie k great perfect super cool lovely brilliant thanks thank thankyou thx ty tysm tks cheers ta got sorted",
        "bye fantastic excellent amazing awesome wonderful fab ace noted understood gracias vale genial perfecto estupendo",
    )
    for word in line.split()
)
"""One of these must be there."""
_ALL_GOOD = re.compile(r"\ball good\b", re.I)
_BESIDE = frozenset(
    word
    for line in (
        # what one is thanked for, and how much
        "you so very much many lot lots a an again really ever the your for all that this these it its it's i we my that's thats",
        "help helping looking checking answering replying explaining sorting info information answer reply response update",
        "quick quickly fast speedy prompt speed patience time effort everything letting me us know getting back to into kind",
        "kindness",
        # praise and a good day
        "of are were you're youre u r star stars legend gem best lifesaver angel helpful useful clear kindly appreciate",
        "appreciated good nice fine happy well have had one day weekend evening night morning week and too take care soon hear",
        "speak makes sense works needed wanted what which hoped is was as always team guys everyone hi hello dear regards wishes",
        "warm sincerely x xx xxx lol haha wow oh ah yay hooray phew woo hurray",
        # the same in Spanish
        "muchas muchísimas mil por la el los las tu su vuestra vuestro ayuda ayudarme respuesta rapida rápida rapidez",
        "informacion información todo toda eres sois es son un una encanto sol muy amable amables claro entendido acuerdo de",
        "nada más mas buen buena buenas buenos día dia días dias tarde tardes noche noches finde fin semana feliz saludos saludo",
        "abrazo adiós adios hasta luego pronto y os te han has ha habéis contestar contestarme responder tan rápido rapido",
    )
    for word in line.split()
)
_NEVER = re.compile(r"\?|\d|\b(?:thanks?|thank you|gracias) (?:for|por) (?:nothing|nada)\b", re.I)
"""A question or a number asks for something; thanks for nothing is none."""


def are_all(words: str) -> bool:
    """Return whether the words close a conversation: thanks, agreement, a good wish, and not one word besides."""
    if _NEVER.search(words):
        return False
    said = [word.lower().replace("’", "'") for word in _WORD.findall(words)]
    acknowledges = _ALL_GOOD.search(words) or any(word in _ACKNOWLEDGES for word in said)
    if not 0 < len(said) <= MOST_WORDS or not acknowledges:
        return False
    return all(word in _ACKNOWLEDGES or word in _BESIDE for word in said)
