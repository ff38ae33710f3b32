"""One result, several papers: each module turns an evaluation into one of them and finds out nothing itself."""
