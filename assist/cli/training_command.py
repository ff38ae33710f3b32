"""`assist intents train` and `assist encoder export`."""

import time

from assist.cli.services import open_services


def run() -> None:
    """Train, write the heads beside the utterances, and print what cross-validation says."""
    services = open_services()
    started = time.perf_counter()
    heads = services.school.train_heads(print)
    heads.write(services.knowledge.heads_file)
    services.school.train_moods(print).write(services.knowledge.moods_file)
    print(
        f"wrote {services.knowledge.heads_file} and {services.knowledge.moods_file.name} in {time.perf_counter() - started:.0f} s"
    )
    for name, figure in heads.meta.report.items():
        print(f"  {name:22} {figure:.3f}   (5-fold cross-validation)")
    thresholds = heads.meta.thresholds
    for locale, threshold in thresholds.scope.items():
        print(f"  threshold scope {locale:6} {threshold:.3f}")
    print(f"  threshold sure         {thresholds.sure:.3f}")


def export() -> None:
    """Open the encoder, which exports it when needed."""
    services = open_services()
    print(f"{services.settings.encoder}: {services.encoder.dim} dimensions, fingerprint {services.encoder.fingerprint}")
