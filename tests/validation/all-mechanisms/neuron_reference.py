"""Simulates an all-active cell in NEURON: neuron_reference.py LIBRARY.so CELL.swc PARAMETERS.json NANOAMPERES WINDOW_MS SECONDORDER EVERY OUT.npy

LIBRARY.so holds the published mechanisms (see README.md). Step from 15 ms on, dt 0.02 ms; writes every EVERY-th sample of the
voltage in the middle of the soma, mV, float64.
"""
import json
import sys

import numpy as np
from neuron import h


def load_morphology(path):
    h.load_file("stdlib.hoc")
    h.load_file("import3d.hoc")
    reader = h.Import3d_SWC_read()
    reader.input(path)
    h.Import3d_GUI(reader, 0).instantiate(None)
    for section in h.allsec():
        section.nseg = 1 + 2 * int(section.L / 40.0)
    replace_axon()


def replace_axon():
    traced = [s for s in h.allsec() if s.name().startswith("axon")]
    h.distance(0, h.soma[0](0))
    diameters = [traced[0].diam if traced else 1.0] * 2
    for section in traced:
        if h.distance(section(0.5)) > 60:
            diameters[1] = section.diam
            break
    for section in traced:
        h.delete_section(sec=section)
    h("create axon[2]")
    for section, diameter in zip(h.axon, diameters):
        section.L, section.diam, section.nseg = 30, diameter, 1
    h.axon[0].connect(h.soma[0], 1, 0)
    h.axon[1].connect(h.axon[0], 1, 0)


def sections(region):
    return [s for s in h.allsec() if region == "all" or s.name().split("[")[0] == region]


def apply(parameters):
    passive = parameters["passive"][0]
    for section in h.allsec():
        section.insert("pas")
        if "ra" in passive:
            section.Ra = float(passive["ra"])
        if "e_pas" in passive:
            section.e_pas = float(passive["e_pas"])
    for entry in passive.get("cm", []):
        for section in sections(entry["section"]):
            section.cm = float(entry["cm"])
    for gene in parameters["genome"]:
        for section in sections(gene["section"]):
            if gene["mechanism"]:
                section.insert(gene["mechanism"])
            # Some numbers of the published mechanisms are one for the whole cell.
            setattr(section if hasattr(section, gene["name"]) else h, gene["name"], float(gene["value"]))
    for reversal in parameters["conditions"][0]["erev"]:
        for section in sections(reversal["section"]):
            for ion in ("na", "k"):
                if h.ismembrane(ion + "_ion", sec=section):
                    setattr(section, "e" + ion, float(reversal["e" + ion]))


def main():
    library, swc, parameter_file, current, window, second_order, every, out = sys.argv[1:]
    h.nrn_load_dll(library)
    with open(parameter_file) as file:
        parameters = json.load(file)
    load_morphology(swc)
    apply(parameters)
    conditions = parameters["conditions"][0]
    h.celsius = float(conditions["celsius"])
    h.dt = 0.02
    h.secondorder = int(second_order)
    clamp = h.IClamp(h.soma[0](0.5))
    clamp.delay, clamp.dur, clamp.amp = 15, 400, float(current)
    voltage = h.Vector().record(h.soma[0](0.5)._ref_v)
    h.finitialize(float(conditions["v_init"]))
    for _ in range(round(float(window) / 0.02) - 1):
        h.fadvance()
    np.save(out, np.array(voltage)[:: int(every)])


main()
