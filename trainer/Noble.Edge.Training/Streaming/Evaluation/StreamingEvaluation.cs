using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Measures a streaming operator that runs free beside the solver, and the solver at another step beside it.</summary>
public static class StreamingEvaluation
{
    /// <summary>Names of the groups of neurons.</summary>
    public const string Seen = "seen", NeverSeen = "never seen";

    /// <summary>Name of all kinds of input together, where a data set has several.</summary>
    public const string AllInputs = "all kinds";

    private const int TracesAtATime = 64;

    /// <summary>The model's figures: seen and never-seen neurons, all inputs and each kind apart.</summary>
    /// <param name="runner">The model.</param>
    /// <param name="set">Traces that were not learned from.</param>
    /// <param name="heldOut">Names of the neurons that training did not see.</param>
    /// <param name="perNeuron">The first so many traces of each neuron; 0 for all.</param>
    /// <param name="onTrace">Told the figures of each trace alone; null for nobody.</param>
    public static IReadOnlyList<StreamingAccuracyRow> Model(
        StreamingRunner runner, StreamingDataSet set, IReadOnlyCollection<string> heldOut, int perNeuron = 0, Action<int, StreamingAccuracyRow>? onTrace = null)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(set);
        var groups = new Groups(set, heldOut);
        foreach (var traces in Chosen(set, perNeuron).Chunk(TracesAtATime))
        {
            runner.Run(set, traces, (trace, truth, voltage, spikes) =>
            {
                groups.Add(trace, truth.Voltage, truth.Spikes, voltage, spikes);
                if (onTrace is not null)
                {
                    var alone = new StreamingComparison(set.Manifest.StepMilliseconds);
                    alone.Add(truth.Voltage, truth.Spikes, voltage, spikes);
                    onTrace(trace, alone.Row("model", set.Manifest.Neurons[set.Manifest.Traces[trace].Neuron].Name, set.Manifest.Traces[trace].Kind));
                }
            });
        }

        return groups.Rows("model");
    }

    /// <summary>The same figures for the solver at another step, from the same inputs.</summary>
    /// <exception cref="DataSetException">The two sets are not of the same inputs.</exception>
    public static IReadOnlyList<StreamingAccuracyRow> Solver(StreamingDataSet set, StreamingDataSet other, IReadOnlyCollection<string> heldOut, int perNeuron = 0)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(other);
        if (set.Manifest.Samples != other.Manifest.Samples || !set.Manifest.Traces.SequenceEqual(other.Manifest.Traces))
        {
            throw new DataSetException($"'{other.Folder}' has other traces than '{set.Folder}', expected the same command with another --dt");
        }

        var groups = new Groups(set, heldOut);
        var (truth, found) = (new StreamingTraceData(), new StreamingTraceData());
        foreach (var trace in Chosen(set, perNeuron))
        {
            set.Read(trace, truth);
            other.Read(trace, found);
            groups.Add(trace, truth.Voltage, truth.Spikes, found.Voltage, found.Spikes);
        }

        return groups.Rows(other.Manifest.Solver.Split(", ") is [_, _, var step, ..] ? $"solver at {step}" : other.Manifest.Solver);
    }

    private static IEnumerable<int> Chosen(StreamingDataSet set, int perNeuron) => set.Manifest.Traces.Index()
        .GroupBy(trace => trace.Item.Neuron)
        .SelectMany(group => perNeuron > 0 ? group.Take(perNeuron) : group)
        .Select(trace => trace.Index);

    private sealed class Groups(StreamingDataSet set, IReadOnlyCollection<string> heldOut)
    {
        private readonly Dictionary<(string Neurons, string Input), StreamingComparison> _groups = [];
        private readonly bool _hasKinds = set.Manifest.Traces.DistinctBy(trace => trace.Kind).Skip(1).Any();

        public void Add(int trace, ReadOnlySpan<float> truth, ReadOnlySpan<double> truthSpikes, ReadOnlySpan<float> voltage, ReadOnlySpan<double> spikes)
        {
            var planned = set.Manifest.Traces[trace];
            var neurons = heldOut.Contains(set.Manifest.Neurons[planned.Neuron].Name) ? NeverSeen : Seen;
            foreach (var input in Inputs(planned))
            {
                if (!_groups.TryGetValue((neurons, input), out var group))
                {
                    _groups[(neurons, input)] = group = new StreamingComparison(set.Manifest.StepMilliseconds);
                }

                group.Add(truth, truthSpikes, voltage, spikes);
            }
        }

        public IReadOnlyList<StreamingAccuracyRow> Rows(string of) =>
            [.. _groups.OrderByDescending(group => group.Key.Neurons).ThenBy(group => Order(group.Key.Input)).ThenBy(group => group.Key.Input, StringComparer.Ordinal).Select(group => group.Value.Row(of, group.Key.Neurons, group.Key.Input))];

        // Noise of the grid by its strength besides: what the solver itself can say of the time of a spike depends on it.
        private IEnumerable<string> Inputs(StreamingTrace trace) =>
        [
            .. _hasKinds ? [AllInputs] : Array.Empty<string>(),
            trace.Kind,
            .. trace.NoiseShare is { } share ? [FormattableString.Invariant($"{trace.Kind}, sd {share:0.0}")] : Array.Empty<string>(),
        ];

        private static int Order(string input) => input == AllInputs ? -1 : StreamingPlan.Choices.ToList().IndexOf(input.Split(',')[0]);
    }
}
