"""Side by side with what a user would pick instead; figures go to RESULTS.md."""
