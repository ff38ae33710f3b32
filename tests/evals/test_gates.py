"""A client's gates over the defaults; what is wrong in them is named by file and line."""

from pathlib import Path

import pytest

from assist.errors import BadKnowledge
from evals import gates


def test_a_client_without_gates_gets_the_defaults(tmp_path: Path) -> None:
    assert gates.of_client(tmp_path).least_cases == 2


def test_a_client_overrides_what_it_names(tmp_path: Path) -> None:
    (tmp_path / "gates.yaml").write_text("least_cases: 4\n")

    found = gates.of_client(tmp_path)

    assert found.least_cases == 4
    assert found.alpha == 0.05


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("alpha: 0.05\nleast: 3\n", 2, "least"),
        ("draws: 2000\nalpha: 2\n", 2, "alpha"),
        ("weights: {speed: 1}\n", 1, "weights"),
        ("- a\n", 1, "is no list of"),
    ],
)
def test_a_broken_gate_is_refused_by_file_line_and_name(tmp_path: Path, text: str, line: int, said: str) -> None:
    folder = tmp_path / "brand"
    folder.mkdir()
    (folder / "gates.yaml").write_text(text)

    with pytest.raises(BadKnowledge) as refused:
        gates.of_client(folder)

    assert refused.value.message.startswith(f"brand/gates.yaml:{line}: ")
    assert said in refused.value.message
