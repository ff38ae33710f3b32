"""From a brand's name to its first correct suggestion: the scaffold, what is still missing, the sheet it signs."""
