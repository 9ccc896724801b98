#!/usr/bin/env python3
"""Prints "neuron microseconds" for every spike of an AEDAT 3.1 or AEDAT 4 file.

Written from the format's description alone, and independent of the project's reader and writer: it holds a file to what other
programs' readers ask of it (the XML's nodes, the packets' marks, a data table that agrees with the packets) and fails where it does not.
"""
import struct
import sys
import xml.etree.ElementTree as ElementTree


def lz4_block(block, out):
    at = 0
    while at < len(block):
        token = block[at]
        at += 1
        literals = token >> 4
        if literals == 15:
            while True:
                literals += block[at]
                at += 1
                if block[at - 1] != 255:
                    break
        out += block[at:at + literals]
        at += literals
        if at >= len(block):
            break
        (distance,) = struct.unpack_from("<H", block, at)
        at += 2
        match = (token & 15) + 4
        if match == 19:
            while True:
                match += block[at]
                at += 1
                if block[at - 1] != 255:
                    break
        assert 0 < distance <= len(out), "a match before the beginning"
        for _ in range(match):
            out.append(out[-distance])


def lz4_frame(frame):
    magic, flags, _ = struct.unpack_from("<IBB", frame)
    assert magic == 0x184D2204, "no LZ4 frame"
    assert flags >> 6 == 1, "version of the LZ4 frame"
    at = 7 + (8 if flags & 8 else 0) + (4 if flags & 1 else 0)
    out = bytearray()
    while True:
        (size,) = struct.unpack_from("<I", frame, at)
        at += 4
        if size == 0:
            break
        length = size & 0x7FFFFFFF
        if size & 0x80000000:
            out += frame[at:at + length]
        else:
            lz4_block(frame[at:at + length], out)
        at += length + (4 if flags & 16 else 0)
    at += 4 if flags & 4 else 0
    return bytes(out), at


class Table:
    """A table of a FlatBuffer."""

    def __init__(self, buffer, at):
        self.buffer, self.at = buffer, at
        self.vtable = at - struct.unpack_from("<i", buffer, at)[0]

    def where(self, field):
        size = struct.unpack_from("<H", self.buffer, self.vtable)[0]
        entry = 4 + 2 * field
        offset = struct.unpack_from("<H", self.buffer, self.vtable + entry)[0] if entry < size else 0
        return self.at + offset if offset else None

    def scalar(self, field, form, otherwise):
        at = self.where(field)
        if at is None:
            return otherwise
        assert at % struct.calcsize(form) == 0, "a scalar that is not aligned"
        return struct.unpack_from("<" + form, self.buffer, at)[0]

    def vector(self, field):
        at = self.where(field)
        at += struct.unpack_from("<I", self.buffer, at)[0]
        return at + 4, struct.unpack_from("<I", self.buffer, at)[0]


def root(buffer, mark):
    size, offset = struct.unpack_from("<II", buffer)
    assert size + 4 == len(buffer), f"size {size} of a buffer of {len(buffer)}"
    assert buffer[8:12] == mark, f"mark {buffer[8:12]}"
    return Table(buffer, 4 + offset)


def aedat4(data):
    (size,) = struct.unpack_from("<I", data, 14)
    header = root(data[14:18 + size], b"IOHE")
    compression = header.scalar(0, "i", 0)
    table_at = header.scalar(1, "q", -1)
    at, length = header.vector(2)
    assert header.buffer[at + length] == 0, "a string without its end"
    document = ElementTree.fromstring(header.buffer[at:at + length].decode())
    assert document.tag == "dv"
    (outputs,) = [node for node in document if node.tag == "node" and node.get("name") == "outInfo"]
    widths = {}
    for node in outputs:
        kind = [one.text for one in node if one.tag == "attr" and one.get("key") == "typeIdentifier"]
        assert kind == ["EVTS"]
        (info,) = [one for one in node if one.tag == "node" and one.get("name") == "info"]
        sizes = {one.get("key"): one.text for one in info if one.tag == "attr"}
        widths[int(node.get("name"))] = (int(sizes["sizeX"]), int(sizes["sizeY"]))

    at, seen = 18 + size, []
    end = len(data) if table_at == -1 else table_at
    while at < end:
        stream, length = struct.unpack_from("<ii", data, at)
        at += 8
        packet = data[at:at + length]
        if compression:
            packet, used = lz4_frame(packet)
            assert used == length
        assert len(packet) <= 4096, "more than a small reader's buffer"
        first, count = root(packet, b"EVTS").vector(0)
        assert first % 8 == 0, "events that are not aligned"
        times = []
        for i in range(count):
            time, x, y, on = struct.unpack_from("<qhh?", packet, first + 16 * i)
            width, height = widths[stream]
            assert on and 0 <= x < width and 0 <= y < height
            print(y * width + x, time)
            times.append(time)
        seen.append((at, stream, length, count, times[0], times[-1]))
        at += length
    assert at == end

    if table_at != -1:
        table = data[table_at:]
        if compression:
            table, used = lz4_frame(table)
            assert used == len(data) - table_at
            assert len(table) <= 2 * used, "more than a small reader's buffer"
        first, count = root(table, b"FTAB").vector(0)
        rows = []
        for i in range(count):
            where = first + 4 * i
            row = Table(table, where + struct.unpack_from("<I", table, where)[0])
            stream, length = struct.unpack_from("<ii", table, row.where(1))
            rows.append((row.scalar(0, "q", 0), stream, length, row.scalar(2, "q", 0), row.scalar(3, "q", 0), row.scalar(4, "q", 0)))
        assert rows == seen, "the data table is not that of the packets"


def aedat31(data):
    end = data.index(b"#!END-HEADER\r\n")
    lines = data[:end].split(b"\r\n")
    assert lines[1] == b"#Format: RAW" and lines[2].startswith(b"#Source 0: ") and lines[3].startswith(b"#Start-Time: ")
    at = end + len(b"#!END-HEADER\r\n")
    while at < len(data):
        kind, source, size, where, overflow, capacity, number, valid = struct.unpack_from("<hhiiiiii", data, at)
        assert (kind, source, size, where) == (12, 0, 8, 4) and number == capacity == valid
        at += 28
        for _ in range(number):
            word, time = struct.unpack_from("<II", data, at)
            assert word & 1 and time < 1 << 31
            core, chip, neuron = word >> 1 & 31, word >> 6 & 63, word >> 12
            print(neuron | core << 20 | chip << 25, overflow << 31 | time)
            at += 8
    assert at == len(data)


def main():
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    {b"#!AER-DAT4.0\r\n": aedat4, b"#!AER-DAT3.1\r\n": aedat31}[data[:14]](data)


main()
