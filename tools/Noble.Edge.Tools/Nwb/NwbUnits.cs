using Noble.Edge.Host;
using PureHDF;
using PureHDF.Selections;

namespace Noble.Edge.Tools;

/// <summary>The table of units: a row for each neuron, its spikes, its place in the latent space, where it comes from.</summary>
/// <remarks>
/// A recording has spikes in the order of time, the table wants them in the order of neurons: a group of neurons at a time is gathered in
/// memory, and the recording is read once for each group.
/// </remarks>
internal sealed class NwbUnits
{
    private const double Resolution = 1e-9; // [s], the recording's own

    private readonly RecordingSurvey _survey;
    private readonly H5Dataset<double[]> _times;
    private readonly long[] _counts;
    private readonly int _atOnce;

    internal NwbUnits(RecordingSurvey survey, RecordedPopulation? population, int spikesAtOnce)
    {
        (_survey, _atOnce) = (survey, spikesAtOnce);
        var neurons = Math.Max(population?.Neurons.Count ?? 0, survey.Spikes.Length);
        if (population is not null && survey.Spikes.Length > population.Neurons.Count)
        {
            throw new UserMistakeException($"{survey.Path}: has a spike of neuron {survey.Spikes.Length - 1}, and its configuration only {population.Neurons.Count} neurons");
        }

        _counts = new long[neurons];
        survey.Spikes.CopyTo(_counts);
        _times = new H5Dataset<double[]>([(ulong)survey.SpikeCount]);
        Group = NwbTypes.Table("Units", "neurons of the population, by the number that they have on the wire", neurons);
        NwbTypes.Add(Group, "spike_times", "times at which the spikes were played, on the experiment clock; spikes of responses are in /acquisition", _times);
        _times.Attributes["resolution"] = Resolution;
        NwbTypes.AddIndex(Group, "spike_times", new H5Dataset(Ends()));
        var observed = new H5Dataset(Enumerable.Range(0, neurons).SelectMany(_ => new[] { 0.0, survey.LastNanoseconds * 1e-9 }).ToArray(), fileDims: [(ulong)neurons, 2]);
        NwbTypes.Add(Group, "obs_intervals", "from the experiment's time 0 to its last record", observed);
        NwbTypes.AddIndex(Group, "obs_intervals", new H5Dataset(Enumerable.Range(1, neurons).Select(end => (ulong)end).ToArray()));
        if (population is not null)
        {
            Describe(population);
        }
    }

    /// <summary>The table.</summary>
    internal H5Group Group { get; }

    /// <summary>Writes the spike times.</summary>
    internal void Write(H5NativeWriter writer)
    {
        var (first, written) = (0, 0L);
        while (first < _counts.Length)
        {
            var (end, spikes) = (first, 0L);
            while (end < _counts.Length && (end == first || spikes + _counts[end] <= _atOnce))
            {
                spikes += _counts[end++];
            }

            if (spikes > Array.MaxLength)
            {
                throw new FailedException($"{_survey.Path}: neuron {first} has {spikes} spikes, more than can be held in memory");
            }

            if (spikes > 0)
            {
                writer.Write(_times, Gather(first, end, (int)spikes), fileSelection: new HyperslabSelection(start: (ulong)written, block: (ulong)spikes));
                written += spikes;
            }

            first = end;
        }
    }

    private double[] Gather(int first, int end, int spikes)
    {
        var times = new double[spikes];
        var next = new int[end - first];
        for (var neuron = 1; neuron < next.Length; neuron++)
        {
            next[neuron] = next[neuron - 1] + (int)_counts[first + neuron - 1];
        }

        foreach (var record in _survey.Records())
        {
            if (record.Channel >= first && record.Channel < end && record.Kind == Rig.RigRecordKind.Spike && record.Detail == 0)
            {
                times[next[record.Channel - first]++] = record.TimeNanoseconds * 1e-9;
            }
        }

        // They are in order but where a damaged recording has a block in the wrong place.
        for (var neuron = 0; neuron < next.Length; neuron++)
        {
            var count = (int)_counts[first + neuron];
            var own = times.AsSpan(next[neuron] - count, count);
            for (var i = 1; i < own.Length; i++)
            {
                if (own[i] < own[i - 1])
                {
                    own.Sort();
                    break;
                }
            }
        }

        return times;
    }

    private ulong[] Ends()
    {
        var ends = new ulong[_counts.Length];
        var end = 0UL;
        for (var neuron = 0; neuron < ends.Length; neuron++)
        {
            end += (ulong)_counts[neuron];
            ends[neuron] = end;
        }

        return ends;
    }

    private void Describe(RecordedPopulation recorded)
    {
        var neurons = recorded.Neurons;
        NwbTypes.Add(Group, "neuron_name", "name of the training neuron, or drawn- and the number", Column(neuron => neurons.Name(neuron)));
        NwbTypes.Add(Group, "origin", "training: learned from the solver; drawn: from the model's latent space, by the seed; given or interpolated: by the user", Column(_ => recorded.Origin));
        NwbTypes.Add(Group, "seed", "seed of the population", Column(_ => recorded.Settings.Seed));
        for (var f = 0; f < neurons.FeatureCount; f++)
        {
            var (index, feature) = (f, recorded.Model.Latent.Features[f]);
            NwbTypes.Add(
                Group,
                NwbTypes.Name(Group, "latent_" + feature.Name),
                $"latent point: {feature.Name}{(feature.Unit == "1" ? "" : $" [{feature.Unit}]")}{(feature.Description.Length > 0 ? $"; {feature.Description}" : "")}",
                Column(neuron => neurons.Features(neuron)[index]));
        }

        H5Dataset Column<T>(Func<int, T> value) => new(Enumerable.Range(0, neurons.Count).Select(value).ToArray());
    }
}
