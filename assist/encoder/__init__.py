"""Text to unit vectors; the only door to sentence-transformers, torch and onnxruntime."""
