"""Holds an exported NWB file to the rules of nwb-schema 2.7 that its objects fall under.

    check_nwb.py FILE           prints each fault, exit code 1 where there is one
    check_nwb.py --prove FILE   breaks a copy in every way that the rules forbid and fails where one goes unnoticed
"""
import os
import re
import shutil
import sys
import tempfile

import h5py
import numpy as np

# Types of the schema that are used here: what they are kinds of, the schema that defines them, whether they are groups.
TYPES = {
    "NWBFile": (None, "core", True),
    "TimeSeries": (None, "core", True),
    "AnnotationSeries": ("TimeSeries", "core", True),
    "PatchClampSeries": ("TimeSeries", "core", True),
    "CurrentClampSeries": ("PatchClampSeries", "core", True),
    "CurrentClampStimulusSeries": ("PatchClampSeries", "core", True),
    "IntracellularElectrode": (None, "core", True),
    "Device": (None, "core", True),
    "Subject": (None, "core", True),
    "ScratchData": (None, "core", False),
    "DynamicTable": (None, "hdmf-common", True),
    "Units": ("DynamicTable", "core", True),
    "TimeIntervals": ("DynamicTable", "core", True),
    "VectorData": (None, "hdmf-common", False),
    "VectorIndex": ("VectorData", "hdmf-common", False),
    "ElementIdentifiers": (None, "hdmf-common", False),
}
ROOT_TEXT = ("identifier", "session_description", "session_start_time", "timestamps_reference_time")
ROOT_GROUPS = ("acquisition", "analysis", "processing", "stimulus/presentation", "stimulus/templates", "general")
DATE = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$")


class Check:
    def __init__(self, path):
        self.file = h5py.File(path, "r")
        self.faults = []
        self.rules = 0
        self.objects = {}

    def hold(self, what, condition, fault):
        self.rules += 1
        if not condition:
            self.faults.append(f"{what}: {fault}")
        return condition

    def run(self):
        self.root()
        self.file.visititems(lambda name, item: self.typed("/" + name, item))
        self.typed("/", self.file)
        ids = list(self.objects.values())
        self.hold("/", len(set(ids)) == len(ids), "two objects have the same object_id")
        return self.faults

    def root(self):
        self.hold("/", str(self.file.attrs.get("nwb_version", "")).startswith("2."), "nwb_version is not 2.x")
        self.hold("/", self.file.attrs.get("neurodata_type") == "NWBFile", "is no NWBFile")
        for name in ROOT_TEXT:
            if self.hold("/" + name, isinstance(self.file.get(name), h5py.Dataset), "missing"):
                self.text("/" + name, self.file[name], ())
        for name in ("session_start_time", "timestamps_reference_time"):
            if name in self.file:
                self.hold("/" + name, DATE.match(self.file[name][()].decode()), "is no date with a zone")
        if self.hold("/file_create_date", "file_create_date" in self.file, "missing"):
            self.text("/file_create_date", self.file["file_create_date"], (None,))
            self.hold("/file_create_date", all(DATE.match(d.decode()) for d in self.file["file_create_date"]), "is no date with a zone")
        for name in ROOT_GROUPS:
            self.hold("/" + name, isinstance(self.file.get(name), h5py.Group), "missing")
        self.hold("/units", self.is_a(self.file.get("units"), "Units"), "missing")
        general = self.file.get("general", {})
        if "source_script" in general:
            self.hold("/general/source_script", "file_name" in general["source_script"].attrs, "attribute file_name missing")
        for name in general.get("devices", {}):
            self.hold(f"/general/devices/{name}", self.is_a(general["devices"][name], "Device"), "is no Device")
        for name in general.get("intracellular_ephys", {}):
            self.hold(f"/general/intracellular_ephys/{name}", self.is_a(general["intracellular_ephys"][name], "IntracellularElectrode"), "is no electrode")
        for parent, kind in (("acquisition", "TimeSeries"), ("stimulus/presentation", "TimeSeries"), ("intervals", "TimeIntervals"), ("scratch", "ScratchData")):
            for name in self.file.get(parent, {}):
                self.hold(f"/{parent}/{name}", self.is_a(self.file[parent][name], kind), f"is no {kind}")

    def typed(self, path, item):
        kind = item.attrs.get("neurodata_type")
        if kind is None:
            for name in ("namespace", "object_id"):
                self.hold(path, name not in item.attrs, f"has {name} and no neurodata_type")
            return
        if not self.hold(path, kind in TYPES, f"type {kind} is none that is known here"):
            return
        _, schema, is_group = TYPES[kind]
        self.hold(path, item.attrs.get("namespace") == schema, f"namespace is not {schema}")
        self.hold(path, isinstance(item, h5py.Group) == is_group, "group and dataset are exchanged")
        if self.hold(path, re.match(r"^[0-9a-f-]{36}$", str(item.attrs.get("object_id", ""))), "object_id is no UUID"):
            self.objects[path] = item.attrs["object_id"]
        for name, rules in (("TimeSeries", self.series), ("PatchClampSeries", self.patch_clamp), ("DynamicTable", self.table), ("Units", self.units), ("TimeIntervals", self.intervals)):
            if self.is_a(item, name):
                rules(path, item)
        if kind == "ScratchData":
            self.hold(path, "notes" in item.attrs, "attribute notes missing")
        if kind == "IntracellularElectrode":
            self.hold(path, "description" in item, "description missing")
            self.link(path, item, "device", "Device")
        if kind in ("VectorData", "VectorIndex"):
            self.hold(path, "description" in item.attrs, "attribute description missing")

    def series(self, path, item):
        data = item.get("data")
        if not self.hold(path, isinstance(data, h5py.Dataset), "data missing"):
            return
        self.hold(path, "unit" in data.attrs, "unit of data missing")
        has_times = "timestamps" in item
        self.hold(path, has_times != ("starting_time" in item), "expected timestamps or starting_time")
        if has_times:
            times = item["timestamps"]
            self.hold(path, times.dtype == np.float64, "timestamps are not float64")
            self.hold(path, times.attrs.get("unit") == "seconds" and times.attrs.get("interval") == 1, "timestamps: unit seconds, interval 1 expected")
            self.hold(path, times.shape == data.shape[:1], "timestamps and data differ in length")
            self.hold(path, bool(np.all(np.diff(times[()]) >= 0)), "timestamps are not in order")
        elif "starting_time" in item:
            start = item["starting_time"]
            self.hold(path, start.dtype == np.float64 and start.shape == (), "starting_time is no float64")
            self.hold(path, start.attrs.get("unit") == "seconds" and start.attrs.get("rate", 0) > 0, "starting_time: unit seconds and a rate expected")
        if item.attrs.get("neurodata_type") == "AnnotationSeries":
            self.text(path + "/data", data, (None,))
            self.hold(path, data.attrs.get("unit") == "n/a" and data.attrs.get("resolution") == -1, "unit n/a and resolution -1 expected")

    def patch_clamp(self, path, item):
        unit = {"CurrentClampSeries": "volts", "CurrentClampStimulusSeries": "amperes"}.get(item.attrs["neurodata_type"])
        if "data" in item:
            self.hold(path, item["data"].attrs.get("unit") == unit, f"unit of data is not {unit}")
            self.hold(path, item["data"].dtype.kind in "fiu" and item["data"].ndim == 1, "data is no row of numbers")
            self.hold(path, "conversion" in item["data"].attrs, "conversion missing: values are mV and nA")
        self.hold(path, "stimulus_description" in item.attrs, "stimulus_description missing")
        self.link(path, item, "electrode", "IntracellularElectrode")

    def table(self, path, item):
        if not self.hold(path, "id" in item and "colnames" in item.attrs and "description" in item.attrs, "id, colnames and description expected"):
            return
        self.hold(path, item["id"].dtype.kind in "iu" and item["id"].attrs.get("neurodata_type") == "ElementIdentifiers", "id is no row of identifiers")
        rows = item["id"].shape[0]
        columns = list(item.attrs["colnames"])
        for name in item:
            if name != "id" and not name.endswith("_index"):
                self.hold(path, name in columns, f"{name} is not in colnames")
        for name in columns:
            if not self.hold(path, self.is_a(item.get(name), "VectorData"), f"column {name} missing"):
                continue
            index = item.get(name + "_index")
            if index is None:
                self.hold(f"{path}/{name}", item[name].shape[0] == rows, f"{item[name].shape[0]} rows, expected {rows}")
                continue
            ends = index[()].astype(np.int64)
            fits = len(ends) == rows and bool(np.all(np.diff(ends) >= 0)) and (rows == 0 or ends[-1] == item[name].shape[0])
            self.hold(f"{path}/{name}_index", self.is_a(index, "VectorIndex") and index.dtype.kind == "u", "is no VectorIndex of unsigned numbers")
            self.hold(f"{path}/{name}_index", fits, "does not fit its column")
            target = index.attrs.get("target")
            self.hold(f"{path}/{name}_index", isinstance(target, h5py.Reference) and self.file[target].name == item[name].name, "target is not its column")

    def units(self, path, item):
        for name in ("spike_times", "spike_times_index"):
            self.hold(path, name in item, f"{name} missing")
        if "spike_times" in item:
            self.hold(path, item["spike_times"].dtype == np.float64 and item["spike_times"].ndim == 1, "spike_times is no row of float64")
        if "obs_intervals" in item:
            self.hold(path, item["obs_intervals"].ndim == 2 and item["obs_intervals"].shape[1] == 2, "obs_intervals is not [n, 2]")

    def intervals(self, path, item):
        for name in ("start_time", "stop_time"):
            self.hold(path, name in item and item[name].dtype.kind == "f", f"{name} missing")
        if "start_time" in item and "stop_time" in item:
            self.hold(path, bool(np.all(item["stop_time"][()] >= item["start_time"][()])), "an interval ends before it begins")

    def link(self, path, item, name, kind):
        if self.hold(path, item.get(name) is not None, f"link {name} missing or leads nowhere"):
            self.hold(path, isinstance(item.get(name, getlink=True), h5py.SoftLink), f"{name} is no link")
            self.hold(path, self.is_a(item[name], kind), f"{name} is no {kind}")

    def text(self, path, item, shape):
        kind = h5py.check_string_dtype(item.dtype)
        self.hold(path, kind is not None and kind.encoding == "utf-8", "is no text in UTF-8")
        self.hold(path, len(item.shape) == len(shape), f"has {len(item.shape)} dimensions, expected {len(shape)}")

    @staticmethod
    def is_a(item, kind):
        own = item.attrs.get("neurodata_type") if item is not None else None
        while own is not None and own != kind:
            own = TYPES.get(own, (None,))[0]
        return own == kind


def faults(path):
    check = Check(path)
    found = check.run()
    check.file.close()
    return found, check


def breakages(path):
    """Every way to break the file that a rule forbids: the name of it, and what does it."""
    with h5py.File(path, "r") as file:
        series, clamp, stimulus, index, annotation, device = [], [], [], [], [], []
        kinds = {"CurrentClampSeries": clamp, "CurrentClampStimulusSeries": stimulus, "VectorIndex": index, "AnnotationSeries": annotation, "Device": device}
        file.visititems(lambda name, item: kinds.get(item.attrs.get("neurodata_type"), series).append(name) and None)
        stimulus.sort(key=lambda name: -len(file[name]["data"]))
    for name in ROOT_TEXT + ("file_create_date", "analysis", "processing", "stimulus/templates", "units/id", "units/spike_times", "intervals/trials/start_time"):
        yield f"without {name}", lambda f, n=name: f.__delitem__(n)
    for name in ("namespace", "object_id", "neurodata_type", "colnames", "description"):
        yield f"units without {name}", lambda f, n=name: f["units"].attrs.__delitem__(n)
    yield "nwb_version", lambda f: f.attrs.__delitem__("nwb_version")
    yield "two identities alike", lambda f: f["units"].attrs.__setitem__("object_id", f.attrs["object_id"])
    yield "a type that is none", lambda f: f[clamp[0]].attrs.__setitem__("neurodata_type", "Nothing")
    yield "another namespace", lambda f: f["units/id"].attrs.__setitem__("namespace", "core")
    yield "voltage in another unit", lambda f: f[clamp[0]]["data"].attrs.__setitem__("unit", "mV")
    yield "current in another unit", lambda f: f[stimulus[0]]["data"].attrs.__setitem__("unit", "nA")
    yield "voltage without its electrode", lambda f: f[clamp[0]].__delitem__("electrode")
    yield "an electrode that is gone", lambda f: f.__delitem__("general/intracellular_ephys")
    yield "a device that is none", lambda f: f[device[0]].attrs.__setitem__("neurodata_type", "Subject")
    yield "no stimulus_description", lambda f: f[stimulus[0]].attrs.__delitem__("stimulus_description")
    yield "no rate", lambda f: f[clamp[0]]["starting_time"].attrs.__delitem__("rate")
    yield "no times", lambda f: f[stimulus[0]].__delitem__("timestamps")
    yield "times not in order", lambda f: f[stimulus[0]]["timestamps"].__setitem__(0, 1e9)
    yield "annotations with a unit", lambda f: f[annotation[0]]["data"].attrs.__setitem__("unit", "V")
    yield "an index that points elsewhere", lambda f: f[index[0]].attrs.__setitem__("target", f["units/id"].ref)
    yield "an index that ends elsewhere", lambda f: f["units/spike_times_index"].__setitem__(-1, 1)
    yield "a column that nobody names", lambda f: f["units"].attrs.__setitem__("colnames", np.array(["spike_times"], dtype=h5py.string_dtype()))
    yield "an interval backwards", lambda f: f["intervals/trials/stop_time"].__setitem__(0, -1)
    yield "scratch without notes", lambda f: f["scratch/configuration"].attrs.__delitem__("notes")


def prove(path):
    unnoticed = []
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        broken = os.path.join(folder, "broken.nwb")
        for name, damage in breakages(path):
            shutil.copyfile(path, broken)
            with h5py.File(broken, "r+") as file:
                damage(file)
            count += 1
            if not faults(broken)[0]:
                unnoticed.append(name)
    print("\n".join(f"unnoticed: {name}" for name in unnoticed) or f"all {count} breakages noticed")
    return 1 if unnoticed else 0


def main(arguments):
    if arguments[0] == "--prove":
        return prove(arguments[1])
    found, check = faults(arguments[0])
    print("\n".join(found) or f"{len(check.objects)} objects, {check.rules} rules kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
