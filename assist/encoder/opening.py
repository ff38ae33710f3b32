"""Open the encoder a setting names, exporting it once when it is new here."""

from pathlib import Path
from typing import Any

from assist.encoder.serving import OnnxEncoder
from assist.encoder.sources import fingerprint, load_float, locate


def open_encoder(name: str, data_dir: Path, *, threads: int = 1) -> OnnxEncoder:
    """Open the encoder, exporting it first when this model, recipe and package set is new here.

    Raises: NotFound when there is no such model; Corrupt when weights or cache are not what they should be.
    """
    source = locate(name)
    named = fingerprint(source)
    folder = data_dir / "encoders" / named
    if not folder.exists():
        from assist.encoder.export import export  # only a new model pays for what exporting imports

        export(source, folder)
    return OnnxEncoder(folder, named, threads=threads)


def open_float_encoder(name: str) -> Any:
    """Return the sentence-transformers model itself, for training checks and comparisons; imports torch."""
    return load_float(locate(name))
