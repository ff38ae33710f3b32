"""Whether a text says what its sources say: statements, evidence, and the verdict on each sentence. No encoder, no model."""
