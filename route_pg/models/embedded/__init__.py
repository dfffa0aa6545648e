"""The embedded model: one small network for the four tasks, on ONNX Runtime."""
