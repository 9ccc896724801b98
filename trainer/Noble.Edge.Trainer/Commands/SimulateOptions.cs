using System.CommandLine;
using System.Text.Json.Nodes;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>The options of <c>noble-train simulate</c>, and the job that they make.</summary>
internal sealed class SimulateOptions
{
    // What the built-in cells need to come to rest; published cells start from their own initial voltage, as published.
    private const double BuiltInSettle = 250;
    private const double DefaultWindow = 515;
    private const int TrainingDecimation = 5, DefaultDecimation = 3;

    private static readonly SimulationOptions Zones = new();

    private readonly CellOptions _cell = new();
    private readonly Option<int> _neurons = new("--neurons") { Description = "The first N of the parameter sets; 0 for all", DefaultValueFactory = _ => 0 };
    private readonly Option<string?> _currents = new("--currents") { Description = "Amplitudes of current steps, nA, with commas between" };
    private readonly Option<string[]> _stimuli = new("--stimulus") { Description = "A stimulus, as above; may be given several times" };
    private readonly Option<string?> _sampler = new("--sampler") { Description = "noble: random parameter sets and currents, --count of them" };
    private readonly Option<int> _count = new("--count") { Description = "Traces that the sampler draws" };
    private readonly Option<double?> _minimum = new("--min-current") { Description = "Lowest current that is drawn, nA (default: -0.11)" };
    private readonly Option<double?> _maximum = new("--max-current") { Description = "Highest current that is drawn, nA (default: 0.28 with the sampler, else 0.4)" };
    private readonly Option<string> _zone = new("--zone") { Description = "Threshold zone of the sampler, low:high in nA", DefaultValueFactory = _ => "0:0.05" };
    private readonly Option<double> _zoneShare = new("--zone-share")
    {
        Description = "How the sampler is skewed: with this probability a current is uniform in the zone, else uniform in the whole range",
        DefaultValueFactory = _ => 0.5,
    };

    private readonly Option<bool> _survey = new("--survey") { Description = "With --currents or --sampler: survey the neurons, and make the folder a data set for training" };
    private readonly Option<int> _sub = new("--sub-threshold") { Description = "Training data set: traces a neuron under rheobase", DefaultValueFactory = _ => Zones.SubThreshold };
    private readonly Option<int> _transient = new("--transient") { Description = "Training data set: traces a neuron between rheobase and onset", DefaultValueFactory = _ => Zones.Transient };
    private readonly Option<int> _repetitive = new("--repetitive") { Description = "Training data set: traces a neuron over onset", DefaultValueFactory = _ => Zones.Repetitive };
    private readonly Option<int> _blends = new("--blends") { Description = "Training data set: parameter sets to add by blending the cell's own, for training only", DefaultValueFactory = _ => Zones.Blends };
    private readonly Option<double> _blendShare = new("--blend-share") { Description = "Training data set: traces of a blend as a share of an ordinary neuron's", DefaultValueFactory = _ => Zones.BlendShare };
    private readonly Option<string> _heldOut = new("--hold-out-neurons") { Description = "Training data set: parameter sets that no blend is made of, comma-separated", DefaultValueFactory = _ => "" };
    private readonly Option<double> _reference = new("--reference-current") { Description = "Current at which a survey reads widths, peaks and latency, nA", DefaultValueFactory = _ => Zones.ReferenceNanoamperes };
    private readonly Option<string?> _shard = new("--shard") { Description = "i/n: the part i of n of the traces, i from 0 to n - 1" };
    private readonly Option<double> _step = new("--dt") { Description = "Solver step, ms", DefaultValueFactory = _ => 0.02 };
    private readonly Option<int?> _decimation = new("--decimate")
    {
        Description = "Solver steps to a stored sample, after a low-pass; 1 keeps every step, unfiltered (default: 3; 5 for a training data set)",
    };

    private readonly Option<string?> _type = new("--dtype") { Description = "float32 or float64 (default: float32, with --decimate 1 float64)" };
    private readonly Option<double> _window = new("--window") { Description = "Length of a trace, ms", DefaultValueFactory = _ => DefaultWindow };
    private readonly Option<double?> _settle = new("--settle")
    {
        Description = "Time at zero current before the window, ms (default: 250 for built-in cells, 0 for others, which start at their initial voltage)",
    };

    private readonly Option<string[]> _probes = new("--probe") { Description = "Record here too, into voltage_LABEL.npy: soma(0.5), dend[3](0.9), ...; may be given several times" };
    private readonly Option<string> _scheme = new("--scheme") { Description = "Time scheme of the solver", DefaultValueFactory = _ => "backward-euler" };
    private readonly Option<long> _seed = new("--seed") { Description = "Seed of the currents that are drawn", DefaultValueFactory = _ => Zones.Seed };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads; 0 for one a core", DefaultValueFactory = _ => 0 };

    public SimulateOptions()
    {
        _sampler.AcceptOnlyFromAmong("noble");
        _type.AcceptOnlyFromAmong("float32", "float64");
        _scheme.AcceptOnlyFromAmong("backward-euler", "crank-nicolson");
    }

    public Option<string> Output { get; } = new("--out") { Description = "Folder of the traces", Required = true };

    public void AddTo(Command command)
    {
        command.Options.Add(Output);
        _cell.AddTo(command);
        foreach (var option in (Option[])
            [
                _neurons, _currents, _stimuli, _sampler, _count, _minimum, _maximum, _zone, _zoneShare, _survey, _sub, _transient, _repetitive, _blends, _blendShare, _heldOut, _reference,
                _shard, _step, _decimation, _type, _window, _settle, _probes, _scheme, _seed, _threads,
            ])
        {
            command.Options.Add(option);
        }
    }

    public int ReadThreads(ParseResult parsed) => NotNegative(_threads, parsed.GetValue(_threads));

    /// <summary>Makes the job; a training data set is surveyed for it.</summary>
    public SimulationJob Read(ParseResult parsed, Action<string, int, int> onProgress, CancellationToken cancellationToken)
    {
        var isProduct = parsed.GetValue(_currents) is not null || parsed.GetValue(_stimuli) is { Length: > 0 };
        var isSampled = parsed.GetValue(_sampler) is not null;
        if (isProduct && isSampled)
        {
            throw new UserException("--sampler with --currents or --stimulus: expected one or the other");
        }

        var isTraining = !isProduct && !isSampled;
        var shard = ReadShard(parsed);
        var decimation = parsed.GetValue(_decimation) ?? (isTraining ? TrainingDecimation : DefaultDecimation);
        if (decimation < 1)
        {
            throw new UserException($"--decimate {decimation}: expected 1 or more");
        }

        var (neurons, source, isBuiltIn) = _cell.Read(parsed);
        var available = neurons.ParameterSets;
        var count = parsed.GetValue(_neurons) is 0 ? available.Count : parsed.GetValue(_neurons);
        if (count < 1 || count > available.Count)
        {
            throw new UserException($"--neurons {count}: expected 1 to {available.Count}, or 0 for all");
        }

        var job = new SimulationJob
        {
            Cell = neurons.Cell,
            CellSource = source,
            Sets = [.. available.Take(count)],
            Protocol = ReadProtocol(parsed, isBuiltIn, isTraining),
            Plan = isProduct ? new ProductPlan(count, ReadStimuli(parsed)) : isSampled ? ReadSampler(parsed, count) : new ListedPlan([], null, default, []),
            Probes = [.. (parsed.GetValue(_probes) ?? []).Select(Probe.Parse)],
            Decimation = decimation,
            IsDouble = (parsed.GetValue(_type) ?? (decimation == 1 ? "float64" : "float32")) == "float64",
            ReferenceNanoamperes = ReadReference(parsed),
            Shard = shard ?? Shard.Whole,
            IsSharded = shard is not null,
        };
        return isTraining ? SimulationCampaign.Plan(job, ReadZones(parsed), onProgress, cancellationToken)
            : parsed.GetValue(_survey) ? SimulationCampaign.AddSurvey(CheckedForTraining(Checked(job)), ReadThreads(parsed), onProgress, cancellationToken)
            : Checked(job);
    }

    private static SimulationJob Checked(SimulationJob job) =>
        job.Plan.EndMilliseconds <= job.Protocol.WindowMilliseconds
            ? job
            : throw new UserException(
                $"--window {job.Protocol.WindowMilliseconds}: expected at least {job.Plan.EndMilliseconds} ms, when the last stimulus ends");

    private static SimulationJob CheckedForTraining(SimulationJob job) =>
        job.Plan is not ProductPlan { IsOneStep: false } && job.Protocol.WindowMilliseconds == DefaultWindow
            ? job
            : throw new UserException($"--survey: expected steps from 15 to 415 ms in a window of {DefaultWindow} ms, which training takes");

    private static int NotNegative(Option option, int value) =>
        value >= 0 ? value : throw new UserException($"{option.Name} {value}: expected 0 or more");

    private static double[] ReadWaveform(string path)
    {
        try
        {
            return NpyFile.Read<double>(path, -1).Data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"stimulus 'npy:{path}': {e.Message}");
        }
    }

    private Shard? ReadShard(ParseResult parsed)
    {
        if (parsed.GetValue(_shard) is not { } text)
        {
            return null;
        }

        return Shard.Parse(text) ?? throw new UserException($"--shard '{text}': expected i/n with i from 0 to n - 1, as in 0/4");
    }

    private StepProtocol ReadProtocol(ParseResult parsed, bool isBuiltIn, bool isTraining)
    {
        var step = parsed.GetValue(_step);
        var settle = parsed.GetValue(_settle) ?? (isBuiltIn ? BuiltInSettle : 0);
        var window = parsed.GetValue(_window);
        if (step is not (> 0 and <= 1))
        {
            throw new UserException($"--dt {step}: expected over 0 and at most 1 ms");
        }

        if (settle is not (>= 0 and <= 1e6))
        {
            throw new UserException($"--settle {settle}: expected 0 ms or more");
        }

        if (window is not (> 0 and <= 1e6) || (isTraining && window != DefaultWindow))
        {
            throw new UserException($"--window {window}: expected {(isTraining ? $"{DefaultWindow} for a training data set" : "over 0 ms")}");
        }

        var protocol = StepProtocol.Default with
        {
            SolverStepMilliseconds = step,
            SettleMilliseconds = settle,
            Scheme = parsed.GetValue(_scheme) == "crank-nicolson" ? TimeScheme.CrankNicolson : TimeScheme.BackwardEuler,
        };

        // Other plans have their times in their stimuli.
        return isTraining ? protocol : protocol with { RestBeforeMilliseconds = 0, StepMilliseconds = window, RestAfterMilliseconds = 0 };
    }

    private List<Stimulus> ReadStimuli(ParseResult parsed)
    {
        var stimuli = new List<Stimulus>();
        if (parsed.GetValue(_currents) is { } currents)
        {
            stimuli.AddRange(CurrentList.Parse(_currents.Name, currents).Select(current => new StepStimulus(current)
            {
                DelayMilliseconds = StepProtocol.Default.RestBeforeMilliseconds,
                DurationMilliseconds = StepProtocol.Default.StepMilliseconds,
            }));
        }

        stimuli.AddRange((parsed.GetValue(_stimuli) ?? []).Select(text => Stimulus.Parse(text, ReadWaveform)));
        return stimuli;
    }

    private NobleSamplerPlan ReadSampler(ParseResult parsed, int sets)
    {
        var count = parsed.GetValue(_count);
        if (count < 1)
        {
            throw new UserException($"--count {count}: expected the number of traces that --sampler draws, 1 or more");
        }

        var defaults = new NobleSamplerPlan(sets, count, parsed.GetValue(_seed));
        var range = (Minimum: parsed.GetValue(_minimum) ?? defaults.CurrentsNanoamperes.Minimum, Maximum: parsed.GetValue(_maximum) ?? defaults.CurrentsNanoamperes.Maximum);
        if (!(range.Minimum <= range.Maximum && double.IsFinite(range.Maximum - range.Minimum)))
        {
            throw new UserException($"--min-current {range.Minimum}, --max-current {range.Maximum}: expected the first at most the second");
        }

        var share = parsed.GetValue(_zoneShare);
        if (share is not (>= 0 and <= 1))
        {
            throw new UserException($"--zone-share {share}: expected 0 to 1");
        }

        var zone = CurrentBands.Parse(_zone.Name, parsed.GetValue(_zone)!);
        return new NobleSamplerPlan(sets, count, parsed.GetValue(_seed))
        {
            CurrentsNanoamperes = range,
            ZoneNanoamperes = zone is [[var low, var high]] ? (low, high) : throw new UserException($"--zone '{parsed.GetValue(_zone)}': expected one band low:high in nA"),
            ZoneShare = share,
        };
    }

    private SimulationOptions ReadZones(ParseResult parsed) => Zones with
    {
        SubThreshold = NotNegative(_sub, parsed.GetValue(_sub)),
        Transient = NotNegative(_transient, parsed.GetValue(_transient)),
        Repetitive = NotNegative(_repetitive, parsed.GetValue(_repetitive)),
        MinimumNanoamperes = parsed.GetValue(_minimum) ?? Zones.MinimumNanoamperes,
        MaximumNanoamperes = parsed.GetValue(_maximum) ?? Zones.MaximumNanoamperes,
        Blends = NotNegative(_blends, parsed.GetValue(_blends)),
        BlendShare = parsed.GetValue(_blendShare) is (> 0 and <= 10) and var share ? share : throw new UserException($"--blend-share {parsed.GetValue(_blendShare)}: expected over 0 and at most 10"),
        HeldOutNeurons = parsed.GetValue(_heldOut)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ReferenceNanoamperes = ReadReference(parsed),
        Seed = parsed.GetValue(_seed),
        Threads = ReadThreads(parsed),
    };

    private double ReadReference(ParseResult parsed) =>
        parsed.GetValue(_reference) is (> 0 and <= 100) and var current ? current : throw new UserException($"--reference-current {parsed.GetValue(_reference)}: expected over 0 nA");
}
