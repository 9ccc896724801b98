using Noble.Edge.Host;
using Noble.Edge.Operator;
using PureHDF;
using PureHDF.Selections;

namespace Noble.Edge.Tools;

/// <summary>Voltage of chosen neurons as current-clamp series, and the step current of the population as their stimulus.</summary>
internal sealed class NwbVoltage
{
    private const double MillivoltsToVolts = 1e-3, NanoamperesToAmperes = 1e-9;

    private readonly RecordedPopulation _recorded;
    private readonly long _trials;
    private readonly List<(int Neuron, H5Dataset<float[]> Data)> _rendered = [];

    internal NwbVoltage(RecordingSurvey survey, RecordedPopulation recorded, NwbOptions options, NwbGeneral general, H5Group acquisition, H5Group presentation)
    {
        (_recorded, _trials) = (recorded, recorded.Trials(survey.LastNanoseconds));
        var grid = recorded.Model.Manifest.Grid;
        presentation[NwbTypes.Name(presentation, "population_step")] = Step(grid, general);
        var again = $"rendered again, every trial of the recording, from its configuration and model; engine of the CPU. The recording ran {survey.Made.Engine}";
        foreach (var neuron in options.Voltage)
        {
            if (neuron >= recorded.Neurons.Count)
            {
                throw new UserMistakeException($"--with-voltage {neuron}: expected a neuron from 0 to {recorded.Neurons.Count - 1}");
            }

            var data = new H5Dataset<float[]>([(ulong)(_trials * grid.Length)]);
            _rendered.Add((neuron, data));
            Add(neuron, data, again);
        }

        if (options.VoltageFile is { } file)
        {
            var voltages = NpyFile.Read<float>(file, -1, grid.Length);
            if (voltages.Shape[0] > recorded.Neurons.Count)
            {
                throw new UserMistakeException($"{file}: has {voltages.Shape[0]} neurons, expected at most {recorded.Neurons.Count}, those of the recording");
            }

            for (var neuron = 0; neuron < voltages.Shape[0]; neuron++)
            {
                Add(neuron, new H5Dataset(voltages.Data.AsMemory(neuron * grid.Length, grid.Length).ToArray()), $"first trial, from {Path.GetFileName(file)}");
            }
        }

        void Add(int neuron, H5Dataset data, string source)
        {
            data.Attributes = new Dictionary<string, object> { ["unit"] = "volts", ["conversion"] = MillivoltsToVolts, ["continuity"] = "continuous" };
            var series = NwbTypes.Group(
                "CurrentClampSeries", ("description", $"somatic voltage of neuron {neuron} ({recorded.Neurons.Name(neuron)}), float32, mV; {source}"), ("stimulus_description", "population_step"));
            series["data"] = data;
            series["starting_time"] = new H5Dataset(0.0)
            {
                Attributes = new Dictionary<string, object> { ["rate"] = (float)(1000 / grid.StepMilliseconds), ["unit"] = "seconds" },
            };
            series["electrode"] = general.Electrode($"neuron_{neuron}", $"soma of neuron {neuron} ({recorded.Neurons.Name(neuron)}), as the operator gives it", NwbGeneral.ModelDevice);
            acquisition[NwbTypes.Name(acquisition, $"voltage_neuron_{neuron}")] = series;
        }
    }

    /// <summary>Renders the voltage and writes it, a trial at a time.</summary>
    internal void Write(H5NativeWriter writer)
    {
        if (_rendered.Count == 0)
        {
            return;
        }

        var length = _recorded.Model.Manifest.Grid.Length;
        using var voltage = _recorded.Voltage([.. _rendered.Select(pair => pair.Neuron)]);
        for (var index = 0; index < _rendered.Count; index++)
        {
            for (var trial = 0L; trial < _trials; trial++)
            {
                var samples = new float[length];
                voltage.Render(index, trial, samples);
                writer.Write(_rendered[index].Data, samples, fileSelection: new HyperslabSelection(start: (ulong)(trial * length), block: (ulong)length));
            }
        }
    }

    // The current at which each trial begins, steps up and steps down; each value holds until the next.
    private H5Group Step(GridSpec grid, NwbGeneral general)
    {
        var (values, times) = (new double[3 * _trials], new double[3 * _trials]);
        for (var trial = 0L; trial < _trials; trial++)
        {
            var start = trial * grid.DurationMilliseconds;
            (times[3 * trial], times[(3 * trial) + 1], times[(3 * trial) + 2]) =
                (1e-3 * start, 1e-3 * (start + grid.StimulusOnMilliseconds), 1e-3 * (start + grid.StimulusOffMilliseconds));
            values[(3 * trial) + 1] = _recorded.Nanoamperes;
        }

        var series = NwbTypes.Group(
            "CurrentClampStimulusSeries",
            ("description", "step current of every neuron of the population; each value holds until the next"),
            ("stimulus_description", FormattableString.Invariant($"step of {_recorded.Nanoamperes} nA, {grid.StimulusOnMilliseconds} to {grid.StimulusOffMilliseconds} ms of each trial of {grid.DurationMilliseconds} ms")));
        series["data"] = new H5Dataset(values)
        {
            Attributes = new Dictionary<string, object> { ["unit"] = "amperes", ["conversion"] = NanoamperesToAmperes, ["continuity"] = "step" },
        };
        series["timestamps"] = new H5Dataset(times) { Attributes = new Dictionary<string, object> { ["unit"] = "seconds", ["interval"] = 1 } };
        series["electrode"] = general.Electrode("population", "somata of the whole population, as the operator has them", NwbGeneral.ModelDevice);
        return series;
    }
}
