"""The offline evaluation harness: cases, scorers and the gate."""
