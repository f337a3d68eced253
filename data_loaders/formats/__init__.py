"""Given a file on disk; gives its sheets as streamed blocks of text columns with kinds, one module per family of formats. Runs in the child process only."""
