"""The vocabulary: frozen models that are the wire contract (docs/contract); imports nothing of ours."""
