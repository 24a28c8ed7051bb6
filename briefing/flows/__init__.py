"""What the engine does, one verb a file: ports in, values out."""
