#!/usr/bin/env python3
"""Writes vectors.json: batches made from the byte table in ../README.md, without the project's own codec.

Run it in this folder; the output is committed and the tests hold the codec to it.
"""
import json
import struct

HEADER = struct.Struct("<4sBBBBQIIqQ")


def batch(stream, sequence, before, base, spikes, *, magic=b"NESB", version=1, flags=0, header_pad=b"", record_pad=b"", count=None):
    out = HEADER.pack(
        magic, version, flags, HEADER.size + len(header_pad), 8 + len(record_pad), stream, sequence,
        len(spikes) if count is None else count, base, before) + header_pad
    for time, neuron in spikes:
        out += struct.pack("<II", time - base, neuron) + record_pad
    return out


def good(name, note, stream, sequence, before, base, spikes, written=True, **layout):
    return {
        "name": name, "note": note, "hex": batch(stream, sequence, before, base, spikes, **layout).hex(),
        "written": written, "streamId": f"{stream:016x}", "sequence": sequence, "spikesBefore": before,
        "baseTimeNanoseconds": base, "spikes": [{"timeNanoseconds": t, "neuron": n} for t, n in spikes]}


def bad(name, error, data):
    return {"name": name, "hex": data.hex(), "error": error}


ONE = (0x0123456789ABCDEF, 0, 0, 17_062_500, [(17_062_500, 42)])
whole = batch(*ONE)
# A reader must skip what a later minor layout appends to header and records: it reads both lengths from the header.
vectors = {
    "good": [
        good("empty", "no spikes", 1, 0, 0, 0, []),
        good("one", "one spike at 17.0625 ms", *ONE),
        good("two-at-once", "two neurons in the same nanosecond", 0xFFFFFFFFFFFFFFFF, 7, 1000, 515_000_000,
             [(515_000_000, 0), (515_000_000, 4_294_967), (515_000_001, 1)]),
        good("wrap", "the last sequence number; the next is 0", 2, 0xFFFFFFFF, 1 << 40, 1 << 52, [(1 << 52, 3)]),
        good("longest", "the longest delta, 4.294967295 s, and the last neuron", 3, 9, 12, -1_000_000,
             [(-1_000_000, 0), (4_293_967_295, 2_147_483_647)]),
        good("appended", "4 more bytes of header and 2 more of each record, to be skipped", 4, 1, 2, 5,
             [(5, 6), (7, 8)], written=False, header_pad=b"\xde\xad\xbe\xef", record_pad=b"\xca\xfe"),
    ],
    "bad": [
        bad("nothing", "TooShort", b""),
        bad("39-bytes", "TooShort", whole[:39]),
        bad("cut-record", "LengthMismatch", whole[:-1]),
        bad("trailing-byte", "LengthMismatch", whole + b"\0"),
        bad("count-too-high", "LengthMismatch", batch(*ONE, count=2)),
        bad("count-huge", "LengthMismatch", batch(*ONE, count=0xFFFFFFFF)),
        bad("other-magic", "WrongMagic", batch(*ONE, magic=b"NESX")),
        bad("version-2", "UnsupportedVersion", batch(*ONE, version=2)),
        bad("flag-set", "UnsupportedFlags", batch(*ONE, flags=1)),
        bad("short-header-length", "WrongHeaderLength", whole[:6] + b"\x20" + whole[7:]),
        bad("short-record-length", "WrongRecordLength", whole[:7] + b"\x04" + whole[8:]),
        bad("neuron-negative", "NeuronOutOfRange", whole[:-1] + b"\x80"),
    ],
}
with open("vectors.json", "w", encoding="utf-8") as file:
    json.dump(vectors, file, indent=1)
    file.write("\n")
