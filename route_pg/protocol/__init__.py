"""The messages between backend and worker, and their strict reading (docs/protocol.md)."""
