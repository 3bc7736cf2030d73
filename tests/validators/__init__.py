"""Checks by the tools that readers' programs agree with; `bash .ci/run` sets those up."""
