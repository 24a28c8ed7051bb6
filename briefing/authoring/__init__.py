"""What others wrote, read into a topic of one's own: text to an outline, an outline to files."""
