"""Look templates and notes over without building them: text and vocabulary to findings."""
