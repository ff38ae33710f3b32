"""The only door to ragas. Its metrics are called one sample at a time, never through its runner: that drops failed rows."""
