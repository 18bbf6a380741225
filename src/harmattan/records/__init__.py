"""The nouns: every record that leaves a stage. Imports nothing of ours."""
