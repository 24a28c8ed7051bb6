"""What draws diagrams and lays out email: the engines behind the ports."""
