"""Order facts, a client's parameters and a moment become decisions. One file a workflow."""
