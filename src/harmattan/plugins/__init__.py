"""What is built in behind the ports: sources, extractors, the place index."""
