"""Count and trim tokens offline; the only door to tiktoken. Knows nothing of what the text means."""

import importlib.util
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assist.errors import NotFound

if TYPE_CHECKING:
    import tiktoken

ENCODING = "cl100k_base"


@lru_cache(maxsize=1)
def _encoding() -> "tiktoken.Encoding":
    # tiktoken fetches its tables from the network unless told where they lie; litellm ships them.
    if "TIKTOKEN_CACHE_DIR" not in os.environ:
        os.environ["TIKTOKEN_CACHE_DIR"] = str(_packaged_tables())
    import tiktoken

    return tiktoken.get_encoding(ENCODING)


def _packaged_tables() -> Path:
    spec = importlib.util.find_spec("litellm")
    if spec is None or spec.origin is None:
        raise NotFound("litellm, which carries the token tables, is not installed: run make install")
    return Path(spec.origin).parent / "litellm_core_utils" / "tokenizers"


def count(text: str) -> int:
    """Return the number of tokens; special-token spellings count as plain text."""
    return len(_encoding().encode(text, disallowed_special=()))


def keep_end(text: str, max_tokens: int) -> str:
    """Return the last `max_tokens` tokens of `text`: in a conversation the newest words matter most."""
    if max_tokens <= 0:
        return ""
    if len(text.encode(errors="surrogatepass")) <= max_tokens:  # a token is at least one byte
        return text
    encoded = _encoding().encode(text, disallowed_special=())
    if len(encoded) <= max_tokens:
        return text
    return _encoding().decode(encoded[-max_tokens:], errors="ignore")
