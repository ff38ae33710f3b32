"""The one-time export to int8 ONNX: which layers stay float, and the comparison with the float model."""

import json
import logging
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from assist.encoder.serving import MODEL_FILE, OnnxEncoder
from assist.encoder.sources import FLOAT_SHARE, digest, load_float
from assist.errors import Corrupt
from assist.ports import Vectors

logger = logging.getLogger("assist.encoder")

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


def export(source: Path, folder: Path) -> None:
    """Write the int8 model beside its place, compare it with the float model, then rename it in."""
    logger.warning("preparing the encoder once, about half a minute ...")
    _quieten()
    model = load_float(source)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".export-") as scratch:
        built = Path(scratch) / "built"
        built.mkdir()
        _write_int8(model, built / MODEL_FILE, Path(scratch))
        shutil.copyfile(source / "tokenizer.json", built / "tokenizer.json")
        recipe = {
            "dim": model.get_embedding_dimension(),
            "max_tokens": model.max_seq_length,
            "model_sha256": digest(built / MODEL_FILE),
        }
        (built / "recipe.json").write_text(json.dumps(recipe))
        _compare_with_float(model, built)
        try:
            built.rename(folder)
        except OSError:  # another process exported the same fingerprint first
            if not folder.exists():
                raise


def _quieten() -> None:
    """The exporters' notes on operators we do not use would drown the one line above."""
    warnings.filterwarnings("ignore", module=r"torch\..*|copyreg")
    for name in ("torch.onnx", "onnxscript", ""):
        logging.getLogger(name).setLevel(logging.ERROR)


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
