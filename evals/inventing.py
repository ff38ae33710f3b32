"""Invented people, places and numbers that keep the pattern of what they stand for. Knows no request.

Everything is drawn from a seed and never from an original: nobody can count back.
"""

import hashlib
import re

from assist.triage import tracking

PEOPLE = (
    ("Nora", "Vidal", "Pons"), ("Tomas", "Lindner", "Berg"), ("Irene", "Costa", "Prat"), ("Felix", "Brandt", "Moll"),
    ("Clara", "Nunes", "Reis"), ("Oscar", "Hale", "Finch"), ("Lucia", "Serra", "Roig"), ("Emil", "Dahl", "Krogh"),
    ("Paula", "Rivas", "Soto"), ("Edgar", "Wells", "Drake"),
)  # fmt: skip
"""As many as a request may speak of without one standing for two."""
PLACES = ("alder", "rowan", "cedar", "linden", "maple", "hazel", "juniper", "willow", "aspen", "laurel")
_LETTERS = "abdefghjln"
_TRIES = 1_000
"""Draws until the check digits fit: one in a hundred does."""


class Seeded:
    """Draws the same for the same seed and purpose."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def digits(self, about: str, length: int) -> str:
        """Return digits; the first is no zero."""
        found = "".join(self._block(about, at) for at in range(2 + length // 32)).lstrip("0")
        return found[:length]

    def like(self, word: str, about: str, *, letters: bool = False) -> str:
        """Return a word with other digits, and with other letters too where these are drawn as well."""
        drawn = self.digits(about, len(word))
        return "".join(
            new if sign.isdigit() else _LETTERS[int(new)] if letters and sign.isalpha() else sign
            for sign, new in zip(word, drawn, strict=True)
        )

    def parcel(self, original: str, about: str) -> str:
        """Return a tracking number that is recognised just as this one: check digits included."""
        shape = _recognised(original)
        for nonce in range(_TRIES):
            new = grouped_like(original, self.digits(f"{about}.{nonce}", count_digits(original)))
            if new != original and _recognised(new) == shape:
                return new
        return re.sub(r"\d", "0", original)

    def _block(self, about: str, at: int) -> str:
        drawn = hashlib.sha256(f"{self._seed}/{about}/{at}".encode()).hexdigest()
        return "".join(str(int(sign, 16) % 10) for sign in drawn)


def grouped_like(original: str, digits: str) -> str:
    """Return the original with these digits in the place of its own."""
    left = iter(digits)
    return "".join(next(left, "0") if sign.isdigit() else sign for sign in original)


def with_check_digit(digits: str) -> str:
    """Return a card number that fits its check digit. Source: ISO/IEC 7812-1, annex B (Luhn)."""
    doubled = [int(sign) * (2 - at % 2) for at, sign in enumerate(reversed(digits[:-1]))]
    return digits[:-1] + str(-sum(one - 9 * (one > 9) for one in doubled) % 10)


def count_digits(written: str) -> int:
    """Return how many signs of it are digits."""
    return sum(sign.isdigit() for sign in written)


def _recognised(number: str) -> tuple[str, ...]:
    return tuple(found.type.value for found in tracking.find(number))
