#!/usr/bin/env python3
"""Writes this folder's weights, inputs and expected outputs. Python's standard library only; run it in this folder.

Every value is a formula of README.md evaluated term by term in float64: Fourier sums over all frequencies from
-(M - 1) to M - 1, gelu from math.erf. Nothing is shared with the engines.
"""
import cmath
import json
import math
import struct

INPUTS, HIDDEN, LAYERS, MODES, LIFTING, PROJECTION, MLP = 2, 6, 3, 12, 10, 9, 4
SEED = 20250604
LENGTHS = (29, 211)


def f32(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


class SplitMix64:
    """Steele, Lea and Flood 2014; signed() is uniform in [-1, 1) from the top 24 bits."""

    def __init__(self, seed):
        self.state = seed

    def signed(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        return (z >> 40) / (1 << 23) - 1


def layout():
    yield "lifting.fcs.0.weight", (LIFTING, INPUTS + 1, 1)
    yield "lifting.fcs.0.bias", (LIFTING,)
    yield "lifting.fcs.1.weight", (HIDDEN, LIFTING, 1)
    yield "lifting.fcs.1.bias", (HIDDEN,)
    for l in range(LAYERS):
        yield f"fno_blocks.convs.{l}.weight.real", (HIDDEN, HIDDEN, MODES)
        yield f"fno_blocks.convs.{l}.weight.imag", (HIDDEN, HIDDEN, MODES)
        yield f"fno_blocks.convs.{l}.bias", (HIDDEN, 1)
        yield f"fno_blocks.fno_skips.{l}.conv.weight", (HIDDEN, HIDDEN, 1)
        yield f"fno_blocks.channel_mlp_skips.{l}.weight", (1, HIDDEN, 1)
        yield f"fno_blocks.channel_mlp.{l}.fcs.0.weight", (MLP, HIDDEN, 1)
        yield f"fno_blocks.channel_mlp.{l}.fcs.0.bias", (MLP,)
        yield f"fno_blocks.channel_mlp.{l}.fcs.1.weight", (HIDDEN, MLP, 1)
        yield f"fno_blocks.channel_mlp.{l}.fcs.1.bias", (HIDDEN,)
    yield "projection.fcs.0.weight", (PROJECTION, HIDDEN, 1)
    yield "projection.fcs.0.bias", (PROJECTION,)
    yield "projection.fcs.1.weight", (1, PROJECTION, 1)
    yield "projection.fcs.1.bias", (1,)


def make_weights():
    random = SplitMix64(SEED)
    weights = {}
    for name, shape in layout():
        if "channel_mlp_skips" in name:
            centre, spread = 1.0, 0.25
        elif name.endswith("bias"):
            centre, spread = 0.0, f32(0.1)
        elif ".convs." in name:
            centre, spread = 0.0, f32(0.5 / f32(math.sqrt(shape[0])))
        else:
            centre, spread = 0.0, f32(math.sqrt(f32(2.0 / shape[1])))
        weights[name] = [f32(centre + f32(spread * random.signed())) for _ in range(math.prod(shape))]
    return weights


def gelu(x):
    return 0.5 * x * (1 + math.erf(x / math.sqrt(2)))


def linear(weight, bias, rows):
    n = len(rows)
    return [
        [bias[o] + sum(weight[o * n + i] * rows[i][t] for i in range(n)) for t in range(len(rows[0]))]
        for o in range(len(bias))
    ]


def apply(function, rows):
    return [[function(x) for x in row] for row in rows]


def convolve(real, imag, bias, rows):
    length = len(rows[0])
    wave = [cmath.exp(2j * math.pi * k / length) for k in range(length)]
    bins = [[sum(row[t] * wave[-m * t % length] for t in range(length)) / length for m in range(MODES)] for row in rows]
    out = []
    for o in range(HIDDEN):
        mixed = [
            sum(bins[i][m] * complex(real[(i * HIDDEN + o) * MODES + m], imag[(i * HIDDEN + o) * MODES + m]) for i in range(HIDDEN))
            for m in range(MODES)
        ]
        spectrum = {m: mixed[m] for m in range(1, MODES)} | {-m: mixed[m].conjugate() for m in range(1, MODES)}
        spectrum[0] = complex(mixed[0].real)
        out.append([bias[o] + sum(value * wave[m * t % length] for m, value in spectrum.items()).real for t in range(length)])
    return out


def forward(w, rows):
    length = len(rows[0])
    h = rows + [[f32(i / length) for i in range(length)]]
    h = apply(gelu, linear(w["lifting.fcs.0.weight"], w["lifting.fcs.0.bias"], h))
    h = linear(w["lifting.fcs.1.weight"], w["lifting.fcs.1.bias"], h)
    for l in range(LAYERS):
        p = "fno_blocks."
        spectral = convolve(w[f"{p}convs.{l}.weight.real"], w[f"{p}convs.{l}.weight.imag"], w[f"{p}convs.{l}.bias"], h)
        skip = linear(w[f"{p}fno_skips.{l}.conv.weight"], [0.0] * HIDDEN, h)
        u = [[a + b for a, b in zip(x, y)] for x, y in zip(spectral, skip)]
        if l < LAYERS - 1:
            u = apply(gelu, u)
        v = apply(gelu, linear(w[f"{p}channel_mlp.{l}.fcs.0.weight"], w[f"{p}channel_mlp.{l}.fcs.0.bias"], u))
        v = linear(w[f"{p}channel_mlp.{l}.fcs.1.weight"], w[f"{p}channel_mlp.{l}.fcs.1.bias"], v)
        gate = w[f"{p}channel_mlp_skips.{l}.weight"]
        h = [[a + gate[c] * b for a, b in zip(v[c], h[c])] for c in range(HIDDEN)]
        if l < LAYERS - 1:
            h = apply(gelu, h)
    h = apply(gelu, linear(w["projection.fcs.0.weight"], w["projection.fcs.0.bias"], h))
    return linear(w["projection.fcs.1.weight"], w["projection.fcs.1.bias"], h)


def make_input(length):
    random = SplitMix64(length)
    steady = [f32(0.8 * math.sin(2 * math.pi * 3 * t / length)) for t in range(length)]
    return [steady, [f32(random.signed()) for _ in range(length)]]


def write_npy(path, kind, shape, values):
    header = f"{{'descr': '<{kind}', 'fortran_order': False, 'shape': ({', '.join(map(str, shape))}), }}"
    header = header.ljust(128 - 10 - 1) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        file.write(struct.pack(f"<{len(values)}{'f' if kind == 'f4' else 'd'}", *values))


def write_safetensors(path, weights):
    header, data = {}, b""
    for name, shape in sorted(layout()):
        begin = len(data)
        data += struct.pack(f"<{len(weights[name])}f", *weights[name])
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [begin, len(data)]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def main():
    weights = make_weights()
    write_safetensors("weights.safetensors", weights)
    for length in LENGTHS:
        rows = make_input(length)
        write_npy(f"input-{length}.npy", "f4", (1, INPUTS, length), [x for row in rows for x in row])
        write_npy(f"expected-{length}.npy", "f8", (1, 1, length), forward(weights, rows)[0])


if __name__ == "__main__":
    main()
