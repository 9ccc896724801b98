using Noble.Edge.Neurons;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>Fills the latent space between a cell's own parameter sets with blends of them, for training only.</summary>
/// <remarks>
/// Two parents are drawn at random among those that training sees. A blend is kept if it is silent without current and fires to the end
/// of the step at 0.8, 0.9 and all of the highest current; what fires by itself or is blocked is dropped.
/// </remarks>
public static class BlendedNeurons
{
    /// <summary>What a data set calls them.</summary>
    public const string Origin = "blend";

    private const ulong Stream = 0x626C656E64;
    private const int AttemptsPerBlend = 20;
    private const int LeastSpikes = 10;
    private static readonly double[] FiringShares = [0.8, 0.9, 1];

    /// <summary>Makes the blends of a job.</summary>
    /// <exception cref="DataSetException">Fewer than two parents are left, or too few blends fire as they should.</exception>
    public static IReadOnlyList<ParameterSet> Create(
        SimulationJob job, StepProtocol protocol, SimulationOptions options, Action<string, int, int> onProgress, CancellationToken cancellationToken)
    {
        if (options.HeldOutNeurons.FirstOrDefault(name => job.Sets.All(set => set.Name != name)) is { } unknown)
        {
            throw new DataSetException($"held-out neuron '{unknown}' is no parameter set of the cell, expected one of {job.Sets[0].Name} to {job.Sets[^1].Name}");
        }

        var parents = job.Sets.Where(set => !options.HeldOutNeurons.Contains(set.Name)).ToArray();
        if (options.Blends > 0 && parents.Length < 2)
        {
            throw new DataSetException($"{parents.Length} parameter sets are left to blend, expected two or more");
        }

        var simulator = new CurrentClampSimulator(job.Cell, protocol, options.Threads);
        var kept = new List<ParameterSet>();
        for (var attempt = 0; kept.Count < options.Blends;)
        {
            if (attempt >= AttemptsPerBlend * options.Blends)
            {
                throw new DataSetException($"only {kept.Count} of {attempt} blends fire to the end of the step, expected {options.Blends}");
            }

            var candidates = Enumerable.Range(attempt, options.Blends - kept.Count).Select(i => Draw(parents, options.Seed, i)).ToArray();
            attempt += candidates.Length;
            kept.AddRange(Firing(simulator, candidates, options.MaximumNanoamperes, cancellationToken).Take(options.Blends - kept.Count));
            onProgress("blends", kept.Count, options.Blends);
        }

        return kept;
    }

    /// <summary>The same plan with the traces of a blend.</summary>
    public static SimulationOptions Traces(SimulationOptions options) => options with
    {
        SubThreshold = Share(options.SubThreshold, options.BlendShare),
        Transient = Share(options.Transient, options.BlendShare),
        Repetitive = Share(options.Repetitive, options.BlendShare),
    };

    private static int Share(int count, double share) => (int)Math.Ceiling(count * share);

    private static ParameterSet Draw(ParameterSet[] parents, long seed, int number)
    {
        var random = new SeededRandom((ulong)seed, Stream, (ulong)number);
        var first = random.NextIndex(parents.Length);
        var second = (first + 1 + random.NextIndex(parents.Length - 1)) % parents.Length;
        return ParameterBlend.Create($"blend-{number:d4}", parents[first], parents[second], () => random.NextUniform());
    }

    private static IEnumerable<ParameterSet> Firing(
        CurrentClampSimulator simulator, ParameterSet[] candidates, double highest, CancellationToken cancellationToken)
    {
        double[] currents = [0, .. FiringShares.Select(share => share * highest)];
        var isGood = new bool[candidates.Length * currents.Length];
        simulator.Run(
            [.. candidates.SelectMany(set => currents.Select(current => new CurrentClampRun(set, current)))],
            (i, trace) =>
            {
                var response = new StepResponse(SpikeTimes.Detect(trace.Span, simulator.Protocol.SolverStepMilliseconds), simulator.Protocol);
                isGood[i] = i % currents.Length == 0 ? response.SpikeCount == 0 : response.IsRepetitive && response.SpikeCount >= LeastSpikes;
            },
            cancellationToken);
        return candidates.Where((_, c) => isGood.AsSpan(c * currents.Length, currents.Length).IndexOf(false) < 0);
    }
}
