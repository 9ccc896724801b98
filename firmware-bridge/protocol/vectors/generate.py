#!/usr/bin/env python3
"""Writes the vector files from ../SPECIFICATION.md, without the project's own code; python's zlib gives the CRC.

Run it in this folder; the output is committed and both sides are held to it.
"""
import struct
import zlib

NOTE = "# Made by generate.py; the specification's section 12 says how to read it.\n"


def text(data):
    return data.hex() or "-"


def stuff(data):
    """COBS: split at the zeros, then cut every piece into blocks of 254."""
    out = b""
    pieces = data.split(b"\0")
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        while len(piece) >= 254:
            out += b"\xff" + piece[:254]
            piece = piece[254:]
            if not piece and last:
                return out
        out += bytes([len(piece) + 1]) + piece
    return out


def frame(kind, sequence, payload=b"", version=1, length=None):
    head = struct.pack("<BBHH", version, kind, sequence, len(payload) if length is None else length)
    return head + payload + struct.pack("<I", zlib.crc32(head + payload))


def wire(data):
    return b"\0" + stuff(data) + b"\0"


def batch(base, spikes, count=None, number=0):
    return struct.pack("<HHQ", number, len(spikes) if count is None else count, base) + b"".join(
        struct.pack("<IH", delta, line) for delta, line in spikes)


def stimulus(base, levels, count=None, number=0):
    return struct.pack("<HHQ", number, len(levels) if count is None else count, base) + b"".join(
        struct.pack("<IHH", delta, channel, code) for delta, channel, code in levels)


def events(first, base, records, count=None):
    return struct.pack("<IHHQ", first, len(records) if count is None else count, 0, base) + b"".join(
        struct.pack("<IBBH", *record) for record in records)


def listed(records):
    return ",".join(":".join(str(value) for value in record) for record in records)


def write(name, lines):
    with open(name, "w", encoding="utf-8") as file:
        file.write(NOTE)
        file.writelines(line + "\n" for line in lines)


def noise(count, seed):
    """Bytes from a linear congruential generator (Numerical Recipes), never 0."""
    out = bytearray()
    while len(out) < count:
        seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
        if seed >> 24:
            out.append(seed >> 24)
    return bytes(out)


HOST_BEAT, SPIKES, HELLO, DEVICE_BEAT, WELCOME = 0x01, 0x02, 0x03, 0x81, 0x82
RAMP = bytes(range(1, 255))
FULL = bytes(i % 256 for i in range(1024))
BEAT = struct.pack("<IQ", 0xCAFE0001, 1_500_000_000)
ONE = batch(72_000_000, [(0, 7)])
LONGEST = batch(1 << 40, [(i * 1000, i) for i in range(168)])

write("crc32.txt", [
    f"{name} {text(data)} {zlib.crc32(data):08x}" for name, data in [
        ("nothing", b""), ("check", b"123456789"), ("one-zero", b"\0"), ("four-zeros", bytes(4)),
        ("ones", b"\xff" * 32), ("ramp", bytes(range(256))), ("header", frame(HOST_BEAT, 0)[:6])]])

write("cobs.txt", [
    f"both {name} {text(data)} {text(stuff(data))}" for name, data in [
        ("nothing", b""), ("zero", b"\0"), ("two-zeros", b"\0\0"), ("example", b"\x11\x22\0\x33"),
        ("no-zero", b"\x11\x22\x33\x44"), ("zeros-behind", b"\x11\0\0\0"), ("zero-before", b"\0\x11"),
        ("253", RAMP[:253]), ("254", RAMP), ("254-then-zero", RAMP + b"\0"), ("255", RAMP + b"\xff"),
        ("zero-then-254", b"\0" + RAMP), ("254-zero-254", RAMP + b"\0" + RAMP), ("508", RAMP + RAMP),
        ("longest", b"\xaa" * 1034), ("longest-zeros", bytes(1034))]
] + [
    f"read 254-and-01 {text(RAMP)} {text(stuff(RAMP))}01",
    f"read 508-and-01 {text(RAMP + RAMP)} {text(stuff(RAMP + RAMP))}01",
] + [
    f"bad {name} {text(data)}" for name, data in [
        ("only-code", b"\x02"), ("short-block", b"\x05\x11\x22\x33"), ("short-full-block", b"\xff" + RAMP[:253]),
        ("second-block-short", b"\x02\x11\x03\x22")]])

good_beat = frame(HOST_BEAT, 3, BEAT)
write("frame.txt", [
    f"good {name} {kind:02x} {sequence} {text(payload)} {text(wire(frame(kind, sequence, payload)))}"
    for name, kind, sequence, payload in [
        ("no-payload", HOST_BEAT, 0, b""), ("host-heartbeat", HOST_BEAT, 3, BEAT),
        ("device-heartbeat", DEVICE_BEAT, 65535, struct.pack("<IQ", 0, (1 << 64) - 1)), ("one-spike", SPIKES, 0x1234, ONE),
        ("most-spikes", SPIKES, 256, LONGEST), ("full-ramp", SPIKES, 1, FULL), ("full-zeros", SPIKES, 2, bytes(1024)),
        ("full-ones", SPIKES, 0xFFFE, b"\xff" * 1024)]
] + [
    f"bad {name} {error} {text(data)}" for name, error, data in [
        ("nothing", "TOO_SHORT", b""), ("9-bytes", "TOO_SHORT", frame(HOST_BEAT, 3)[:9]),
        ("byte-missing", "LENGTH_MISMATCH", good_beat[:-1]), ("byte-more", "LENGTH_MISMATCH", good_beat + b"\0"),
        ("length-low", "LENGTH_MISMATCH", frame(HOST_BEAT, 3, BEAT, length=11)),
        ("length-high", "LENGTH_MISMATCH", frame(HOST_BEAT, 3, BEAT, length=0xFFFF)),
        ("crc-off-by-one", "WRONG_CRC", good_beat[:-4] + struct.pack("<I", zlib.crc32(good_beat[:-4]) + 1)),
        ("crc-big-endian", "WRONG_CRC", good_beat[:-4] + struct.pack(">I", zlib.crc32(good_beat[:-4]))),
        ("payload-changed", "WRONG_CRC", good_beat[:8] + b"\x01" + good_beat[9:]),
        ("sequence-changed", "WRONG_CRC", good_beat[:2] + b"\x04" + good_beat[3:]),
        ("version-0", "UNSUPPORTED_VERSION", frame(HOST_BEAT, 3, BEAT, version=0)),
        ("version-2", "UNSUPPORTED_VERSION", frame(HOST_BEAT, 3, BEAT, version=2))]])

write("spike_batch.txt", [
    f"good {name} {number} {base} {listed(spikes)} {text(batch(base, spikes, number=number))}"
    for name, number, base, spikes in [
        ("one", 0, 72_000_000, [(0, 7)]), ("two-at-once", 1, 5, [(0, 0), (0, 65535)]),
        ("same-line", 0x1234, 5, [(9, 3), (9, 3)]), ("delta-not-from-zero", 2, 1 << 40, [(17, 1), (4_294_967_295, 2)]),
        ("last-tick", 65535, (1 << 64) - 1, [(0, 1)]),
        ("last-tick-by-delta", 3, (1 << 64) - (1 << 32), [(0, 1), ((1 << 32) - 1, 1)]),
        ("most", 4, 1 << 40, [(i * 1000, i) for i in range(168)])]
] + [
    f"bad {name} {error} {text(data)}" for name, error, data in [
        ("nothing", "WRONG_PAYLOAD_LENGTH", b""), ("11-bytes", "WRONG_PAYLOAD_LENGTH", ONE[:11]),
        ("no-spikes", "COUNT_OUT_OF_RANGE", batch(1, [])),
        ("169", "COUNT_OUT_OF_RANGE", batch(1, [(0, 0)] * 168 + [(0, 0)])),
        ("count-huge", "COUNT_OUT_OF_RANGE", batch(1, [(0, 0)], count=65535)),
        ("count-high", "WRONG_PAYLOAD_LENGTH", batch(1, [(0, 0)], count=2)),
        ("count-low", "WRONG_PAYLOAD_LENGTH", batch(1, [(0, 0), (1, 0)], count=1)),
        ("record-cut", "WRONG_PAYLOAD_LENGTH", ONE[:-1]),
        ("falling", "TIMES_OUT_OF_ORDER", batch(1, [(5, 0), (4, 0)])),
        ("falling-last", "TIMES_OUT_OF_ORDER", batch(1, [(5, 0), (6, 0), (5, 0)])),
        ("after-the-last-tick", "TIME_OUT_OF_RANGE", batch((1 << 64) - 5, [(0, 0), (5, 0)]))]])

# Channels and codes are checked against the device's limits, so there are no vectors of bad ones.
write("stimulus.txt", [
    f"good {name} {number} {base} {listed(levels)} {text(stimulus(base, levels, number=number))}"
    for name, number, base, levels in [
        ("one", 0, 72_000_000, [(0, 0, 2048)]), ("two-at-once", 9, 0, [(0, 0, 0), (0, 1, 65535)]),
        ("step-and-back", 0xFFFF, 1 << 33, [(0, 3, 4095), (1000, 3, 2048)]),
        ("last-tick", 7, (1 << 64) - 1, [(0, 0, 1)]),
        ("most", 8, 1 << 40, [(i * 1000, i % 4, i) for i in range(126)])]
] + [
    f"bad {name} {error} {text(data)}" for name, error, data in [
        ("nothing", "WRONG_PAYLOAD_LENGTH", b""), ("11-bytes", "WRONG_PAYLOAD_LENGTH", stimulus(1, [(0, 0, 0)])[:11]),
        ("no-levels", "COUNT_OUT_OF_RANGE", stimulus(1, [])),
        ("127", "COUNT_OUT_OF_RANGE", stimulus(1, [(0, 0, 0)], count=127)),
        ("record-cut", "WRONG_PAYLOAD_LENGTH", stimulus(1, [(0, 0, 0)])[:-1]),
        ("falling", "TIMES_OUT_OF_ORDER", stimulus(1, [(5, 0, 0), (4, 0, 0)])),
        ("after-the-last-tick", "TIME_OUT_OF_RANGE", stimulus((1 << 64) - 5, [(0, 0, 0), (5, 0, 0)]))]])

RISING, FALLING, SAMPLE = 1, 2, 3
write("input_events.txt", [
    f"good {name} {first} {base} {listed(records)} {text(events(first, base, records))}"
    for name, first, base, records in [
        ("one", 0, 72_000_000, [(0, RISING, 0, 0)]), ("both-edges", 41, 5, [(0, RISING, 7, 0), (3, FALLING, 7, 0)]),
        ("samples", (1 << 32) - 1, 1 << 40, [(0, SAMPLE, 0, 4095), (0, SAMPLE, 1, 0), (1000, SAMPLE, 0, 65535)]),
        ("most", 1000, 1 << 40, [(i * 1000, RISING + i % 2, i, 0) for i in range(126)])]
] + [
    f"bad {name} {error} {text(data)}" for name, error, data in [
        ("nothing", "WRONG_PAYLOAD_LENGTH", b""), ("15-bytes", "WRONG_PAYLOAD_LENGTH", events(1, 1, [(0, RISING, 0, 0)])[:15]),
        ("no-events", "COUNT_OUT_OF_RANGE", events(1, 1, [])),
        ("127", "COUNT_OUT_OF_RANGE", events(1, 1, [(0, RISING, 0, 0)], count=127)),
        ("record-more", "WRONG_PAYLOAD_LENGTH", events(1, 1, [(0, RISING, 0, 0)]) + bytes(8)),
        ("falling", "TIMES_OUT_OF_ORDER", events(1, 1, [(5, RISING, 0, 0), (4, FALLING, 0, 0)])),
        ("after-the-last-tick", "TIME_OUT_OF_RANGE", events(1, (1 << 64) - 5, [(5, RISING, 0, 0)])),
        ("kind-0", "VALUE_OUT_OF_RANGE", events(1, 1, [(0, RISING, 0, 0), (0, 0, 0, 0)])),
        ("kind-4", "VALUE_OUT_OF_RANGE", events(1, 1, [(0, 4, 0, 0)]))]])

# What has a fixed form: its fields in the order of the payload, reserved ones left out; text as hexadecimal.
FORMS = {
    "host_heartbeat": ("<IQ", "session host-time"),
    "device_heartbeat": (
        "<IIQBBHHHIIIIII",
        "session boot device-time state cause free-spikes free-stimuli next-command accepted emitted late-on-arrival"
        " late-at-emission refused withdrawn"),
    "hello": ("<I", "session"),
    "welcome": (
        "<IIIIIHHHHBBBBBBBx16s",
        "session boot ticks-per-second firmware-version capabilities spike-capacity stimulus-capacity receive-bytes lines"
        " inputs dac-channels adc-channels dac-bits adc-bits state last-cause board"),
    "acknowledge": (
        "<IHHBBBBHH", "session command next-command result error state cause free-spikes free-stimuli"),
    "arm": ("<H", "number"),
    "cancel": ("<HHQQ", "number line from to"),
    "clock_probe": ("<IQ8x", "number host-time"),
    "clock_reply": ("<IQQ", "number received sent"),
    "read_register": ("<H", "register"),
    "register": ("<HBBQ", "register type result value"),
    "write_register": ("<HHBxQ", "number register type value"),
    "safe_state": ("<", ""),
    "emergency_stop": ("<", ""),
}


def put(message, values):
    return struct.pack(FORMS[message][0], *values)


def shown(message, values):
    pairs = zip(FORMS[message][1].split(), values)
    return ",".join(f"{name}={value.hex() if isinstance(value, bytes) else value}" for name, value in pairs) or "-"


def log(level, time, line):
    return struct.pack("<BxQ", level, time) + line


MOST_OF = {"B": 0xFF, "H": 0xFFFF, "I": 0xFFFFFFFF, "Q": (1 << 64) - 1}


def examples(message):
    """Three of each: small numbers that differ, the middle, and the most that each field holds."""
    codes = [code for code in FORMS[message][0].replace("16s", "s") if code in "BHIQs"]
    most = [MOST_OF.get(code, b"abcdefghijklmnop") for code in codes]
    small = [at + 1 if code != "s" else b"nucleo" + bytes(10) for at, code in enumerate(codes)]
    middle = [0x123456789ABCDEF0 % (value + 1) if code != "s" else bytes(16) for code, value in zip(codes, most)]
    return [("small", small), ("middle", middle), ("most", most)] if codes else [("empty", [])]


lines = []
for message in FORMS:
    for name, values in examples(message):
        data = put(message, values)
        if message == "cancel" and values[2] > values[3]:
            raise ValueError("an example must be good")
        lines.append(f"good {name} {message} {shown(message, values)} {text(data)}")
    whole = put(message, examples(message)[0][1])
    if whole:
        lines.append(f"bad cut {message} WRONG_PAYLOAD_LENGTH {text(whole[:-1])}")
        lines.append(f"bad nothing {message} WRONG_PAYLOAD_LENGTH -")
    lines.append(f"bad more {message} WRONG_PAYLOAD_LENGTH {text(whole + bytes(1))}")
lines += [
    f"bad no-session hello VALUE_OUT_OF_RANGE {text(put('hello', [0]))}",
    f"good empty-range cancel {shown('cancel', [1, 2, 5, 5])} {text(put('cancel', [1, 2, 5, 5]))}",
    f"bad from-above-to cancel TIME_OUT_OF_RANGE {text(put('cancel', [1, 2, 6, 5]))}",
    f"good no-text log level=1,device-time=0,text= {text(log(1, 0, b''))}",
    f"good a-line log level=2,device-time=72000000,text={b'safe: started'.hex()} {text(log(2, 72_000_000, b'safe: started'))}",
    f"good longest log level=3,device-time={MOST_OF['Q']},text={(b'x' * 120).hex()} {text(log(3, MOST_OF['Q'], b'x' * 120))}",
    "bad nothing log WRONG_PAYLOAD_LENGTH -",
    f"bad cut log WRONG_PAYLOAD_LENGTH {text(log(1, 0, b'')[:-1])}",
    f"bad too-long log WRONG_PAYLOAD_LENGTH {text(log(1, 0, b'x' * 121))}",
    f"bad level-0 log VALUE_OUT_OF_RANGE {text(log(0, 0, b''))}",
    f"bad level-4 log VALUE_OUT_OF_RANGE {text(log(4, 0, b''))}",
]
write("messages.txt", lines)


def beat(sequence, kind=HOST_BEAT, **more):
    return wire(frame(kind, sequence, BEAT, **more))


def take(sequence, kind=HOST_BEAT):
    return f"take {kind:02x} {sequence} {text(BEAT)}"


def give(data):
    return f"bytes {text(data)}"


b5, b6, b7, b8 = (beat(s) for s in (5, 6, 7, 8))
streams = [
    ("two-frames", [give(b5), take(5), give(b6), take(6)]),
    ("zeros-between", [give(b5), take(5), give(bytes(40) + b6 + bytes(40)), take(6)]),
    ("joined-late", [give(b5[9:] + b6), take(6), f"skipped {len(b5) - 10}"]),
    ("noise-first", [give(noise(50, 1) + b5), take(5), "skipped 50"]),
    ("noise-between", [give(b5), take(5), give(b"\x03\x11\x12\x02\x13" + b6), take(6), "error TOO_SHORT 1"]),
    ("noise-with-zeros", [
        give(b5), take(5), give(b"\x01\x00\x02\x00\x0f\x11\x00" + b"\x10" + noise(15, 2) + b"\x00" + b6), take(6),
        "error TOO_SHORT 1", "error STUFFING 2", "error LENGTH_MISMATCH 1"]),
    ("byte-lost", [give(b5), take(5), give(b6[:6] + b6[7:] + b7), take(7), "lost 1", "error LENGTH_MISMATCH 1"]),
    ("delimiters-lost", [give(b5), take(5), give(b6[:-1] + b7[1:] + b8), take(8), "lost 2", "error LENGTH_MISMATCH 1"]),
    ("one-delimiter-lost", [give(b5[:-1] + b6), take(5), take(6)]),
    ("delimiter-inside", [
        give(b5), take(5), give(b6[:10] + b"\0" + b6[11:] + b7), take(7), "lost 1", "error STUFFING 2"]),
    ("crc", [give(b5), take(5), give(b6[:-2] + bytes([b6[-2] ^ 0x40]) + b"\0" + b7), take(7), "lost 1", "error WRONG_CRC 1"]),
    ("version", [give(b5), take(5), give(beat(6, version=9) + b7), take(7), "lost 1", "error UNSUPPORTED_VERSION 1"]),
    ("too-long", [give(b5), take(5), give(b"\0" + b"\xff" * 3000 + b6), take(6), "error TOO_LONG 1", "skipped 1960"]),
    ("too-long-of-zeros", [give(b5), take(5), give(b"\0" + b"\x01" * 3000 + b6), take(6), "error TOO_LONG 1", "skipped 1964"]),
    ("longest", [give(wire(frame(SPIKES, 1, FULL))), f"take 02 1 {text(FULL)}"]),
    ("one-too-long", [give(b5), take(5), give(wire(bytes(1035)) + b6), take(6), "error TOO_LONG 1"]),
    ("echo-of-own", [give(b5), take(5), give(beat(6, DEVICE_BEAT) + b6), take(6), "error WRONG_DIRECTION 1"]),
    ("unknown-type", [give(b5), take(5), give(beat(6, 0x7F) + b7), take(7), "error UNKNOWN_TYPE 1"]),
    ("gap", [give(b5), take(5), give(b8), take(8), "lost 2"]),
    ("repeat", [give(b5), take(5), give(b5 + b5 + b6 + b5), take(6), "error REPEATED_SEQUENCE 3"]),
    ("sequence-wraps", [give(beat(65534) + beat(65535) + beat(0) + beat(65535) + beat(2)),
                        take(65534), take(65535), take(0), take(2), "lost 1", "error REPEATED_SEQUENCE 1"]),
    ("furthest-gap", [give(b5 + beat(6 + 32767)), take(5), take(6 + 32767), "lost 32767"]),
    ("beyond-the-gap", [give(b5 + beat(6 + 32768) + b6), take(5), take(6), "error REPEATED_SEQUENCE 1"]),
    ("pause-inside", [
        give(b5), take(5), give(b6[:8]), "wait 99", give(b6[8:]), take(6), give(b7[:8]), "wait 100", give(b7[8:] + b8),
        take(8), "lost 1", "error FRAME_TIMEOUT 1", f"skipped {len(b7) - 9}"]),
    ("pause-between", [give(b5), take(5), "wait 999", give(b6), take(6)]),
    ("half-then-nothing", [give(b5[:8]), "wait 100", "wait 100", "error FRAME_TIMEOUT 1"]),
    ("peer-restarts", [
        give(beat(100)), take(100), "wait 500", give(beat(0)), "wait 499", give(beat(1)), "wait 1", give(beat(2)), take(2),
        "silences 1", "error REPEATED_SEQUENCE 2"]),
    ("unknown-type-is-no-silence", [
        give(b5), take(5), "wait 600", give(beat(6, 0x7F)), "wait 600", give(b5 + b7), take(7),
        "error UNKNOWN_TYPE 1", "error REPEATED_SEQUENCE 1"]),
    ("hello-of-a-restarted-host", [
        give(beat(100)), take(100), give(beat(0, HELLO) + beat(1) + beat(101)), take(0, HELLO), take(1), take(101),
        "lost 99"]),
    ("hello-far-ahead", [give(b5), take(5), give(beat(30000, HELLO) + beat(30001)), take(30000, HELLO), take(30001)]),
    ("silence-before-the-first", ["wait 5000", give(b5), take(5)]),
]
host_streams = [
    ("host-side", [give(beat(0, DEVICE_BEAT) + beat(0, SPIKES) + beat(1, DEVICE_BEAT)),
                   take(0, DEVICE_BEAT), take(1, DEVICE_BEAT), "error WRONG_DIRECTION 1"]),
    ("welcome-of-a-restarted-device", [
        give(beat(100, DEVICE_BEAT)), take(100, DEVICE_BEAT), give(beat(0, WELCOME) + beat(1, DEVICE_BEAT)),
        take(0, WELCOME), take(1, DEVICE_BEAT)]),
]
lines = []
for side, group in (("device", streams), ("host", host_streams)):
    for name, script in group:
        lines += [f"stream {name} {side}", *script]
write("stream.txt", lines)
