"""What all clients share: where it lies, and the heads trained from it for the encoder in force."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assist.domain.base import ClientId
from assist.ports import Encoder
from assist.triage import sentiment_training, training
from assist.triage.heads import Heads, read_heads
from assist.triage.sentiment import MoodHeads
from assist.triage.taxonomy import Taxonomy
from assist.triage.utterances import Utterance, read_utterances

SHARED, MOODS = "_shared", "moods.npz"


@dataclass(frozen=True)
class Knowledge:
    """Where knowledge lies."""

    folder: Path

    @property
    def taxonomy_file(self) -> Path:
        return self.folder / SHARED / "taxonomy.yaml"

    @property
    def utterances_file(self) -> Path:
        return self.folder / SHARED / "utterances.jsonl"

    @property
    def heads_file(self) -> Path:
        return self.folder / SHARED / "heads.npz"

    @property
    def moods_file(self) -> Path:
        return self.folder / SHARED / MOODS

    @property
    def answers_folder(self) -> Path:
        return self.folder / SHARED / "answers"

    def client_ids(self) -> list[ClientId]:
        """Return the clients that have a `client.yaml`, in order."""
        return [ClientId(file.parent.name) for file in sorted(self.folder.glob("[!._]*/client.yaml"))]


@dataclass(frozen=True)
class School:
    """The shared examples, and what is trained from them with one encoder."""

    knowledge: Knowledge
    taxonomy: Taxonomy
    encoder: Encoder
    kept: Path
    """Where heads trained here are kept, when the shipped ones do not fit."""

    def utterances(self) -> list[Utterance]:
        """Return what the heads of intents are trained on. Raises: BadKnowledge naming file and line."""
        return read_utterances(self.knowledge.utterances_file, self.taxonomy.intents)

    def mood_examples(self) -> sentiment_training.Examples:
        """Return what the heads of mood and danger are trained on. Raises: BadKnowledge naming file and line."""
        return sentiment_training.read_all(self.knowledge.folder / SHARED, self.utterances())

    def train_heads(self, report: Callable[[str], None]) -> Heads:
        """Train the heads of intents."""
        utterances = self.utterances()
        report(f"encoding and training on {len(utterances)} utterances")
        return training.train(utterances, self.encoder)

    def train_moods(self, report: Callable[[str], None]) -> MoodHeads:
        """Train the heads of mood and danger."""
        report("encoding and training moods and alarms")
        return sentiment_training.train(self.mood_examples(), self.encoder)

    def fitting_heads(self) -> Heads:
        """Return the shipped heads when they fit this encoder, else heads trained here once and kept."""
        fingerprint, shipped = self.encoder.fingerprint, self.knowledge.heads_file
        if shipped.exists():
            heads = read_heads(shipped)
            if heads.meta.encoder_fingerprint == fingerprint:
                return heads
        kept = self.kept / f"{fingerprint}-{training.digest(self.utterances())[:12]}.npz"
        if kept.exists():
            return read_heads(kept)
        heads = self.train_heads(lambda _: None)
        kept.parent.mkdir(parents=True, exist_ok=True)
        scratch = kept.with_suffix(".part.npz")
        heads.write(scratch)
        scratch.rename(kept)
        return heads

    def fitting_moods(self) -> MoodHeads:
        """Return the shipped heads of mood when they fit this encoder, else heads trained here once and kept."""
        return sentiment_training.fitting(self.knowledge.moods_file, self.kept, self.encoder, self.mood_examples)
