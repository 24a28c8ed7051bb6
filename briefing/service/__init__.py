"""Processes that go on until somebody ends them: the preview, and the service itself."""
