"""Writes what the command line reads."""

import json
import struct

import numpy


def write_safetensors(path, tensors, metadata=None):
    """Writes arrays as float32 under their names; `metadata` holds texts.

    Format: 8 bytes of header length (little-endian), a JSON header, the elements.
    """
    header, parts, at = {}, [], 0
    if metadata:
        header["__metadata__"] = dict(metadata)
    for name, array in tensors.items():
        content = numpy.ascontiguousarray(array, dtype="<f4")
        header[name] = {"dtype": "F32", "shape": list(content.shape), "data_offsets": [at, at + content.nbytes]}
        parts.append(content.tobytes())
        at += content.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        file.writelines(parts)
