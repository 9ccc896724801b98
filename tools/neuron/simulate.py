#!/usr/bin/env python3
"""Runs cells in NEURON for the benchmark: one process, commands on standard input, one JSON line back for each.

    load FILE         read cells and protocol (the JSON that the benchmark writes)
    run N             simulate run N of the file: {"wall": s, "cpu": s, "segments": n}
    save N FILE       the same, and write the somatic voltage of the window, raw float64, mV
    quit

FILE holds the numbers of the solver's own description, already evaluated: sections with their diameter profiles, and for each
neuron the passive properties and mechanisms of each region. A mechanism is inserted by its name, a parameter set by its
name, so that a cell with other channels needs their .mod files in mod/ and nothing else.
Every run builds its cell anew; the time is that of initialising and integrating only.
"""
import json
import os
import sys
import time

os.environ.setdefault("NEURON_MODULE_OPTIONS", "-nogui")
import neuron  # noqa: E402
from neuron import h  # noqa: E402


class Failure(Exception):
    """A line for the caller."""


def build(description, neuron_index):
    """Sections in the order of the description, connected and painted."""
    regions = description["neurons"][neuron_index]["regions"]
    sections = {}
    for item in description["sections"]:
        region = regions[item["region"]]
        section = h.Section(name=item["name"])
        if item["parent"] is not None:
            section.connect(sections[item["parent"]](item["parentPosition"]), 0)
        h.pt3dclear(sec=section)
        for position, diameter in item["profile"]:
            h.pt3dadd(position * region["lengthScale"], 0, 0, diameter * region["diameterScale"], sec=section)
        section.nseg = item["segments"]
        section.cm = region["cm"]
        section.Ra = region["Ra"]
        for mechanism, parameters in region["mechanisms"].items():
            try:
                section.insert(mechanism)
            except ValueError as error:
                raise Failure(f"NEURON has no mechanism '{mechanism}': add its .mod file to tools/neuron/mod") from error
            for segment in section:
                instance = getattr(segment, mechanism)
                for parameter, value in parameters.items():
                    setattr(instance, parameter, value)
        sections[item["name"]] = section
    return list(sections.values())


def simulate(description, index):
    """Voltage of the window and the seconds that it took."""
    neuron_index, current = description["runs"][index]
    sections = build(description, neuron_index)
    middle = sections[0](0.5)
    settle = description["settle"]
    clamp = h.IClamp(middle)
    clamp.delay, clamp.dur, clamp.amp = settle + description["before"], description["on"], current
    voltage = h.Vector().record(middle._ref_v)
    h.celsius = description["celsius"]
    h.secondorder = 0
    h.dt = description["step"]
    h.CVode().active(0)
    h.CVode().cache_efficient(1)
    parallel = h.ParallelContext()
    parallel.nthread(1)
    parallel.set_maxstep(10)
    wall, cpu = time.perf_counter(), time.process_time()
    h.finitialize(description["initialVoltage"])
    # The solver loop in C: no interpreter between steps.
    parallel.psolve(settle + description["window"])
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    first = round(settle / description["step"])
    samples = round(description["window"] / description["step"])
    segments = sum(section.nseg for section in sections)
    return voltage.as_numpy()[first : first + samples].copy(), {"wall": wall, "cpu": cpu, "segments": segments}


def main():
    """Answers commands until the input ends."""
    # A library of compiled mechanisms, if the caller has made one.
    if len(sys.argv) > 1:
        h.nrn_load_dll(sys.argv[1])
    print(json.dumps({"version": neuron.__version__, "python": sys.version.split()[0]}), flush=True)
    description = None
    for line in sys.stdin:
        command, *words = line.split()
        try:
            if command == "quit":
                break
            if command == "load":
                with open(words[0], encoding="utf-8") as file:
                    description = json.load(file)
                answer = {"neurons": len(description["neurons"]), "runs": len(description["runs"])}
            elif command in ("run", "save"):
                voltage, answer = simulate(description, int(words[0]))
                if command == "save":
                    voltage.tofile(words[1])
            else:
                raise Failure(f"unknown command '{command}'")
        except Failure as failure:
            answer = {"error": str(failure)}
        print(json.dumps(answer), flush=True)


main()
