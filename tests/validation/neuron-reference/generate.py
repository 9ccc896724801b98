#!/usr/bin/env python3
"""Makes the reference of this folder with NEURON: run with the Python that has NEURON, `/usr/bin/python3 generate.py`.

Hodgkin-Huxley cells with NEURON's own `hh` and `pas`, backward Euler at 0.02 ms with exact rates (no tables).
NAME_ampI.npy: somatic voltage every 0.2 ms, float64, mV, sample k at k * 0.2 ms. spikes.txt: a line a trace, the name, then
the upward crossings of 0 mV of the full trace in ms, interpolated linearly.
"""
import os
import numpy as np

os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
from neuron import h  # noqa: E402

STEP, BEFORE, STEP_LENGTH, DURATION, EVERY = 0.02, 15.0, 400.0, 515.0, 10
CELLS = {
    # name: dendrites as (length um, diameter um, segments, end of the soma)
    "hh1": [],
    "bas1": [(500, 2, 50, 1)],
    "bas5": [(200, 2, 10, 1), (150, 1.5, 10, 0), (250, 1, 10, 1), (300, 1.2, 10, 0), (100, 0.8, 10, 1)],
}
TRACES = [("hh1", 0.1), ("hh1", 0.5), ("bas1", 0.3), ("bas5", 0.3)]


def build(dendrites):
    soma = h.Section(name="soma")
    soma.L = soma.diam = 20
    soma.insert("hh")
    sections = [soma]
    for i, (length, diameter, segments, end) in enumerate(dendrites):
        dendrite = h.Section(name=f"dend{i}")
        dendrite.L, dendrite.diam, dendrite.nseg = length, diameter, segments
        dendrite.insert("pas")
        for segment in dendrite:
            segment.pas.g, segment.pas.e = 1e-4, -65
        dendrite.connect(soma(end), 0)
        sections.append(dendrite)
    for section in sections:
        section.Ra, section.cm = 100, 1
    return sections


def main():
    h.load_file("stdrun.hoc")
    h.usetable_hh = 0
    h.celsius, h.secondorder, h.dt, h.steps_per_ms = 6.3, 0, STEP, 1 / STEP
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(folder, "spikes.txt"), "w", encoding="ascii") as spikes:
        for name, current in TRACES:
            sections = build(CELLS[name])
            clamp = h.IClamp(sections[0](0.5))
            clamp.delay, clamp.dur, clamp.amp = BEFORE, STEP_LENGTH, current
            recorded = h.Vector().record(sections[0](0.5)._ref_v)
            h.finitialize(-65)
            h.continuerun(DURATION)
            voltage = np.array(recorded)
            np.save(os.path.join(folder, f"{name}_amp{current}.npy"), voltage[::EVERY].copy())
            at = np.flatnonzero((voltage[:-1] < 0) & (voltage[1:] >= 0))
            times = (at - voltage[at] / (voltage[at + 1] - voltage[at])) * STEP
            spikes.write(" ".join([f"{name}_amp{current}"] + [f"{t:.9f}" for t in times]) + "\n")
            print(name, current, len(times), "spikes")


main()
