"""The blocks of a client's `workflows.yaml`, typed: one file for each group of rules. They compute nothing."""
