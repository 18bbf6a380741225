"""The stages: records in, records out; none knows another."""
