"""Agent assist: a message becomes a tagged, routed, cited and checked reply suggestion."""
