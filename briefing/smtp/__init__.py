"""Mail servers: a client that keeps its connection, pipelines, and knows what is in doubt."""
