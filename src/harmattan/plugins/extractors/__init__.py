"""Extractors: what reads a document and proposes claims."""
