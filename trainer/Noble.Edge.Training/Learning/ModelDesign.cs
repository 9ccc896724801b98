using System.Globalization;
using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>From a configuration and a data set to a manifest: latent space, channels, clock and sizes, before any weight is learned.</summary>
public sealed class ModelDesign
{
    private ModelDesign(ModelManifest manifest, double[]? trainedClocks, SpikeClockMap? map, double leaveOneOutCycles, int[] points)
    {
        (Manifest, TrainedClocks, ClockMap, ClockLeaveOneOutCycles, TrainingNeurons) = (manifest, trainedClocks, map, leaveOneOutCycles, points);
    }

    /// <summary>Everything but accuracy, provenance and hashes.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Spike clocks of the training neurons, [point, coefficient]; null without a clock.</summary>
    public double[]? TrainedClocks { get; }

    /// <summary>Null without a clock.</summary>
    public SpikeClockMap? ClockMap { get; }

    /// <summary>Root mean square phase error of the clock map on training neurons left out one at a time [cycles]; NaN without a clock.</summary>
    public double ClockLeaveOneOutCycles { get; }

    /// <summary>The data set's neurons that are latent training points, in the manifest's order.</summary>
    public int[] TrainingNeurons { get; }

    /// <summary>Traces that training leaves out because no smooth clock follows them (<see cref="TrainingConfiguration.ClockToleranceMilliseconds"/>).</summary>
    public IReadOnlySet<int> OffClockTraces { get; private init; } = new HashSet<int>();

    /// <summary>Designs a model for a data set.</summary>
    /// <exception cref="DataSetException">The configuration names what the data set does not have.</exception>
    public static ModelDesign Create(TrainingConfiguration configuration, DataSet data)
    {
        var neurons = data.Manifest.Neurons;
        foreach (var name in configuration.HeldOutNeurons.Where(name => neurons.All(neuron => neuron.Name != name)))
        {
            throw new DataSetException($"held-out neuron '{name}' is not in the data set, expected one of {neurons[0].Name} to {neurons[^1].Name}");
        }

        foreach (var name in configuration.Features.Where(name => FeatureCatalogue.Find(name) is null))
        {
            throw new DataSetException($"unknown latent feature '{name}', expected one of {string.Join(", ", FeatureCatalogue.Names)}");
        }

        var training = Enumerable.Range(0, neurons.Length).Where(n => !configuration.HeldOutNeurons.Contains(neurons[n].Name)).ToArray();
        var channels = configuration.Inputs ?? (configuration.Embedding == "phase" ? PhaseChannels(configuration) : PublishedChannels(configuration));
        var grid = RandomWindows.ModelGrid(configuration, data.Manifest.Grid);
        DesignRules.Check(configuration, channels, grid);
        var clock = DesignRules.NeedsClock(channels) ? Clock(configuration, data) : null;
        var fitted = clock is null ? [] : FitClocks(clock, configuration, data, training);
        var offClock = new HashSet<int>();
        if (clock is not null && configuration.ClockToleranceMilliseconds > 0)
        {
            (training, fitted) = Judge(clock, configuration, data, training, fitted, offClock);
        }

        var latent = Latent(configuration, data.Manifest, training);
        var manifest = new ModelManifest
        {
            Schema = ModelManifest.CurrentSchema,
            Name = configuration.Name,
            Description = $"{data.Manifest.Cell}, {training.Length} training neurons",
            Network = Sizes(configuration, channels),
            Grid = grid,
            CurrentRange = data.Manifest.CurrentRange,
            Output = DesignRules.Output(configuration, training.Select(n => neurons[n])),
            Channels = channels,
            Latent = latent,
            Clock = clock,
            Accuracy = [],
            Provenance = new ModelProvenance
            {
                Cell = data.Manifest.Cell,
                GroundTruth = data.Manifest.Solver,
                Trainer = "",
                Training = "",
                Seed = configuration.Seed,
                HeldOutExcessNanoamperes = configuration.HeldOutExcess,
                TrainingTraces = 0,
                TrainingSeconds = 0,
                Machine = "",
            },
            Files = [],
        };
        if (clock is null)
        {
            return new ModelDesign(manifest, null, null, double.NaN, training);
        }

        var duration = data.Manifest.Grid.StimulusOffMilliseconds - data.Manifest.Grid.StimulusOnMilliseconds;
        var (map, error) = SpikeClockMapFit.Fit(new LatentSpace(latent), clock, fitted, duration);
        return new ModelDesign(manifest, [.. fitted.SelectMany(c => c)], map, error, training) { OffClockTraces = offClock };
    }

    /// <summary>The design of a finished model, to train it further.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">A data set on its grid with all of its training neurons.</param>
    /// <exception cref="DataSetException">The data set lacks a neuron or has another grid.</exception>
    public static ModelDesign Of(ModelBundle model, DataSet data)
    {
        var manifest = model.Manifest;
        if (manifest.Grid != data.Manifest.Grid)
        {
            throw new DataSetException(
                $"the data set has {data.Manifest.Grid.Length} samples of {data.Manifest.Grid.StepMilliseconds} ms, the model {manifest.Grid.Length} of {manifest.Grid.StepMilliseconds} ms");
        }

        var neurons = manifest.Latent.Points.Select(point => Array.FindIndex(data.Manifest.Neurons, neuron => neuron.Name == point.Name) is var n and >= 0
            ? n
            : throw new DataSetException($"the model's training neuron '{point.Name}' is not in the data set"));
        return new ModelDesign(manifest, TrainedClocksOf(model), model.ClockMap, double.NaN, [.. neurons]);
    }

    /// <summary>The design of a student: the teacher's latent space, clocks and inputs with a network and a grid of its own.</summary>
    /// <param name="configuration">The student's sizes and time step.</param>
    /// <param name="teacher">The model to learn from.</param>
    /// <exception cref="DataSetException">The teacher's stimulus does not begin and end on samples of the grid, or the grid is too short for the modes.</exception>
    public static ModelDesign Student(TrainingConfiguration configuration, ModelBundle teacher)
    {
        var parent = teacher.Manifest;
        var grid = configuration.StepMilliseconds > 0 ? GridResampler.WithStep(parent.Grid, configuration.StepMilliseconds) : parent.Grid;
        DesignRules.CheckModes(configuration, grid);
        _ = new GridResampler(parent.Grid, grid);
        var manifest = parent with
        {
            Name = configuration.Name,
            Description = $"{parent.Description}; a smaller network, distilled from {parent.Name}",
            Network = Sizes(configuration, parent.Channels),
            Grid = grid,
            Accuracy = [],
            Onnx = null,
            Provenance = parent.Provenance with { Seed = configuration.Seed, Parent = $"{parent.Name} {teacher.Hash}" },
            Files = [],
        };
        return new ModelDesign(manifest, TrainedClocksOf(teacher), teacher.ClockMap, double.NaN, []);
    }

    /// <summary>Spike clocks of a model's training neurons, [point, coefficient]; null without a clock.</summary>
    internal static double[]? TrainedClocksOf(ModelBundle model) => model.Manifest.Clock is null
        ? null
        : [.. Enumerable.Range(0, model.Latent.PointCount).SelectMany(point => model.TrainedClock(point)!)];

    private static NetworkShape Sizes(TrainingConfiguration configuration, ChannelSpec[] channels) => new()
    {
        InputChannels = channels.Sum(channel => channel.Count),
        HiddenChannels = configuration.Channels,
        Layers = configuration.Layers,
        Modes = configuration.Modes,
        LiftingChannels = configuration.LiftingRatio * configuration.Channels,
        ProjectionChannels = configuration.ProjectionRatio * configuration.Channels,
        ChannelMlpChannels = Math.Max(1, configuration.Channels / 2),
    };

    // Traces that are off their neuron's clock are not learned; a blend with too many of them is no training neuron.
    private static (int[] Training, double[][] Fitted) Judge(
        ClockSpec clock, TrainingConfiguration configuration, DataSet data, int[] training, double[][] fitted, HashSet<int> offClock)
    {
        var byNeuron = Enumerable.Range(0, data.Manifest.Traces.Length)
            .Where(t => data.ExcessNanoamperes(t) > 0 && !configuration.IsHeldOut(data.ExcessNanoamperes(t)))
            .ToLookup(t => data.Manifest.Traces[t].Neuron);
        var kept = new List<int>();
        for (var i = 0; i < training.Length; i++)
        {
            var trains = byNeuron[training[i]].ToArray();
            var misfits = ClockMisfits.Of(clock, data, trains, fitted[i], configuration.ClockToleranceMilliseconds).ToArray();
            offClock.UnionWith(misfits);
            if (data.Manifest.Neurons[training[i]].Origin is null || !ClockMisfits.IsTooMany(misfits.Length, trains.Length))
            {
                kept.Add(i);
            }
        }

        return ([.. kept.Select(i => training[i])], [.. kept.Select(i => fitted[i])]);
    }

    // The spike clocks of the training neurons, from their training sweeps.
    private static double[][] FitClocks(ClockSpec clock, TrainingConfiguration configuration, DataSet data, int[] training)
    {
        var byNeuron = Enumerable.Range(0, data.Manifest.Traces.Length)
            .Where(t => !configuration.IsHeldOut(data.ExcessNanoamperes(t)))
            .ToLookup(t => data.Manifest.Traces[t].Neuron);
        var neurons = training.Select(n => (
            SpikeOnsets: clock.TransientSpikes > 0 ? SpikeOnsets(data.Manifest.Neurons[n], clock.TransientSpikes) : [],
            Onset: data.Manifest.Neurons[n].Features[clock.OnsetFeature],
            Sweeps: byNeuron[n].Select(data.Sweep).ToArray())).ToArray();
        var kin = TransientTrainFit.Kin(clock, neurons);
        return [.. neurons.Select(neuron =>
        {
            var coefficients = SpikeClockFit.Fit(clock, neuron.Onset, neuron.Sweeps);
            TransientTrainFit.Fit(clock, neuron.SpikeOnsets, neuron.Onset, neuron.Sweeps, kin, coefficients.AsSpan(clock.RepetitiveCoefficientCount));
            return coefficients;
        })];
    }

    private static double[] SpikeOnsets(DataSetNeuron neuron, int count) =>
        [.. new[] { FeatureCatalogue.Rheobase }.Concat(FeatureCatalogue.SpikeOnsets).Take(count).Select(name => neuron.Features.TryGetValue(name, out var value)
            ? value
            : throw new DataSetException($"neuron '{neuron.Name}' of the data set has no {name}, which transient trains need; simulate it again"))];

    private static LatentSpec Latent(TrainingConfiguration configuration, DataSetManifest data, int[] training)
    {
        var (neurons, reference) = (data.Neurons, data.ReferenceNanoamperes ?? new SimulationOptions().ReferenceNanoamperes);
        var features = new List<LatentFeature>();
        foreach (var name in configuration.Features)
        {
            var entry = FeatureCatalogue.Find(name)!;
            var values = training.Select(n => neurons[n].Features.TryGetValue(name, out var value)
                ? value
                : throw new DataSetException($"neuron '{neurons[n].Name}' of the data set has no feature '{name}'")).ToArray();
            features.Add(new LatentFeature
            {
                Name = name,
                Unit = entry.Unit,
                Description = entry.Description.Replace("{reference}", string.Create(CultureInfo.InvariantCulture, $"{reference} nA"), StringComparison.Ordinal),
                Minimum = values.Min(),
                Maximum = values.Max(),
            });
        }

        var latent = new LatentSpec
        {
            Features = [.. features],
            Points = [.. training.Select(n => new LatentPoint { Name = neurons[n].Name, Values = [.. configuration.Features.Select(f => neurons[n].Features[f])] })],
        };
        return latent with { Domain = LatentSurvey.Recommend(latent) };
    }

    private static ClockSpec Clock(TrainingConfiguration configuration, DataSet data) => new()
    {
        TimeConstantsMilliseconds = [2, 4, 8, 16, 32, 64, 128, 256, 512],
        Splines = configuration.ClockSplines,
        OnsetFeature = FeatureCatalogue.ThresholdCurrent,
        MapFeatures = [.. configuration.Features.Where(name => FeatureCatalogue.Find(name)!.IsTiming)],
        TransientSpikes = configuration.TransientSpikes,
        RheobaseFeature = configuration.TransientSpikes > 0 ? FeatureCatalogue.Rheobase : null,
        SpikeOnsetFeatures = configuration.TransientSpikes > 1 && configuration.Features.Contains(FeatureCatalogue.SpikeOnsets[0])
            ? [.. FeatureCatalogue.SpikeOnsets.Take(configuration.TransientSpikes - 1).TakeWhile(configuration.Features.Contains)]
            : null,
        MaximumNanoamperes = data.Manifest.CurrentRange.MaximumNanoamperes,
        ReferenceNanoamperes = data.Manifest.CurrentRange.MaximumNanoamperes - data.Manifest.Neurons.Min(n => n.Features[FeatureCatalogue.ThresholdCurrent]),
    };

    private static ChannelSpec[] PhaseChannels(TrainingConfiguration configuration) =>
    [
        new() { Kind = ChannelKind.Current },
        new() { Kind = ChannelKind.CurrentNerf },
        new() { Kind = ChannelKind.CurrentConstant },
        .. configuration.Features.Select(name => new ChannelSpec { Kind = ChannelKind.FeatureConstant, Feature = name }),
        new() { Kind = ChannelKind.FiringGate },
        .. configuration.TransientSpikes > 0 ? new ChannelSpec[] { new() { Kind = ChannelKind.TransientGate } } : [],
        new() { Kind = ChannelKind.SpikePhase, Frequencies = configuration.Frequencies },
        new() { Kind = ChannelKind.SpikeRate },
    ];

    private static ChannelSpec[] PublishedChannels(TrainingConfiguration configuration) =>
    [
        new() { Kind = ChannelKind.Current },
        new() { Kind = ChannelKind.CurrentNerf, Frequencies = configuration.Frequencies },
        .. configuration.Features.Select(name => new ChannelSpec { Kind = ChannelKind.FeatureNerf, Feature = name }),
    ];
}
