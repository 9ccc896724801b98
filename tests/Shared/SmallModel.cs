using Noble.Edge.Operator;

namespace Noble.Edge.Tests;

/// <summary>
/// A model folder small enough for any test: real in every part, made from a seed, and not trained. To include it in a
/// test project, link <c>tests/Shared/SmallModel.cs</c>.
/// </summary>
internal static class SmallModel
{
    public const int Length = 500;
    public const double StepMilliseconds = 0.1;
    public const int Splines = 5;

    /// <summary>Writes the folder and returns its path.</summary>
    /// <param name="folder">Created.</param>
    /// <param name="seed">Fixes weights and clocks.</param>
    public static string Write(string folder, ulong seed = 1)
    {
        var manifest = Manifest();
        var weights = FnoWeights.Random(manifest.Network, seed);
        var count = manifest.Clock!.CoefficientCount;
        var points = manifest.Latent.Points.Length;
        var clocks = new double[points * count];
        for (var p = 0; p < points; p++)
        {
            // phi = -0.5 + (0.1 + 0.005 p + 0.1 x) u: a spike about every 10 ms at onset, every 5 ms at x = 1, a little faster in each neuron.
            Clock(clocks.AsSpan(p * count, count), 0.1 + (0.005 * p));
        }

        var trend = new double[2 * count];
        Clock(trend.AsSpan(0, count), 0.11);
        var map = new SpikeClockMap(
            new LatentSpace(manifest.Latent), [0], trend, new double[points * count], 2, count);
        ModelBundle.Save(folder, manifest, weights, clocks, map);
        return folder;
    }

    // A straight line a + b x in cubic B-splines: their weights at the knots -1 .. 1 + spacing of the line are its values there.
    private static void Clock(Span<double> coefficients, double rate)
    {
        coefficients.Clear();
        for (var spline = 0; spline < Splines; spline++)
        {
            var x = (spline - 1.0) / (Splines - 3);
            coefficients[spline] = -0.5;
            coefficients[Splines + spline] = rate + (0.1 * x);
        }
    }

    /// <summary>Two features, four neurons, a 50 ms window with a step from 10 to 40 ms, -0.1 to 0.3 nA.</summary>
    public static ModelManifest Manifest()
    {
        ChannelSpec[] channels =
        [
            new() { Kind = ChannelKind.Current },
            new() { Kind = ChannelKind.CurrentNerf },
            new() { Kind = ChannelKind.FeatureConstant, Feature = "threshold_current" },
            new() { Kind = ChannelKind.FiringGate },
            new() { Kind = ChannelKind.SpikePhase, Frequencies = 2 },
            new() { Kind = ChannelKind.SpikeRate },
        ];
        return new ModelManifest
        {
            Schema = ModelManifest.CurrentSchema,
            Name = "small",
            Description = "A small untrained model for tests",
            Network = new NetworkShape
            {
                InputChannels = channels.Sum(channel => channel.Count),
                HiddenChannels = 6,
                Layers = 2,
                Modes = 16,
                LiftingChannels = 12,
                ProjectionChannels = 12,
                ChannelMlpChannels = 3,
            },
            Grid = new GridSpec { Length = Length, StepMilliseconds = StepMilliseconds, StimulusOnMilliseconds = 10, StimulusOffMilliseconds = 40 },
            CurrentRange = new CurrentRange { MinimumNanoamperes = -0.1, MaximumNanoamperes = 0.3 },
            Output = new OutputMapping { ScaleMillivolts = 100, OffsetFeature = "resting_voltage" },
            Channels = channels,
            Latent = new LatentSpec
            {
                Features =
                [
                    new() { Name = "threshold_current", Unit = "nA", Minimum = 0.05, Maximum = 0.1 },
                    new() { Name = "resting_voltage", Unit = "mV", Minimum = -75, Maximum = -65 },
                ],
                Points =
                [
                    new() { Name = "n-0", Values = [0.05, -75] },
                    new() { Name = "n-1", Values = [0.1, -75] },
                    new() { Name = "n-2", Values = [0.05, -65] },
                    new() { Name = "n-3", Values = [0.09, -66] },
                ],
            },
            Clock = new ClockSpec { TimeConstantsMilliseconds = [10], Splines = Splines, OnsetFeature = "threshold_current", MapFeatures = ["threshold_current"], ReferenceNanoamperes = 0.25 },
            Accuracy = [],
            Provenance = new ModelProvenance
            {
                Cell = "none",
                GroundTruth = "none",
                Trainer = "tests",
                Training = "not trained",
                Seed = 1,
                TrainingTraces = 0,
                TrainingSeconds = 0,
                Machine = "none",
            },
            Files = [],
        };
    }
}
