namespace Noble.Edge.Operator;

/// <summary>The published embedding against its formulas in float64.</summary>
internal static class EmbeddingChecks
{
    private const int Length = 500;
    private const int Frequencies = 9;
    private const double Nanoamperes = 0.1;

    // float32 holds sin and cos of up to 2^8 pi tau a to the rounding of their result.
    private const double Accepted = 1e-6;

    public static (string Name, bool? Passed, string Detail) Run()
    {
        ModelManifest manifest = Manifest();
        float[] input = new float[manifest.Network.InputChannels * Length];
        new InputEmbedding(manifest).Fill(Nanoamperes, [2.0], [], input, Length);
        double amplitude = Nanoamperes / manifest.CurrentRange.UnitNanoamperes;
        double feature = 0.5 + (3 * 0.5); // in the middle of its range, scaled to [0.5, 3.5]
        double largest = 0;
        for (int t = 0; t < Length; t++)
        {
            double tau = 2 * Math.PI * t / (Length - 1);
            bool on = t >= 100 && t < 400;
            Compare(0, on ? amplitude : 0);
            for (int k = 0; k < Frequencies; k++)
            {
                (double sine, double cosine) = Math.SinCos(Math.Pow(2, k) * Math.PI * tau * amplitude);
                Compare(1 + (2 * k), sine);
                Compare(2 + (2 * k), cosine);
            }

            (double featureSine, double featureCosine) = Math.SinCos(Math.PI * tau * feature);
            Compare(1 + (2 * Frequencies), featureSine);
            Compare(2 + (2 * Frequencies), featureCosine);

            void Compare(int row, double expected)
            {
                double difference = Math.Abs(input[(row * Length) + t] - expected);
                largest = difference <= largest ? largest : double.IsNaN(difference) ? double.PositiveInfinity : difference;
            }
        }

        return OperatorSelfCheck.Within("published embedding, against float64", largest, Accepted, "largest error");
    }

    private static ModelManifest Manifest()
    {
        ChannelSpec[] channels =
        [
            new() { Kind = ChannelKind.Current },
            new() { Kind = ChannelKind.CurrentNerf, Frequencies = Frequencies },
            new() { Kind = ChannelKind.FeatureNerf, Feature = "feature", Frequencies = 1 },
        ];
        return new ModelManifest
        {
            Schema = ModelManifest.CurrentSchema,
            Name = "self-check",
            Description = "",
            Network = new NetworkShape { InputChannels = channels.Sum(channel => channel.Count), Modes = 4 },
            Grid = new GridSpec { Length = Length, StepMilliseconds = 0.1, StimulusOnMilliseconds = 10, StimulusOffMilliseconds = 40 },
            CurrentRange = new CurrentRange { MinimumNanoamperes = 0, MaximumNanoamperes = 1 },
            Output = new OutputMapping { ScaleMillivolts = 1 },
            Channels = channels,
            Latent = new LatentSpec
            {
                Features = [new() { Name = "feature", Unit = "1", Minimum = 1, Maximum = 3 }],
                Points = [new() { Name = "a", Values = [1] }, new() { Name = "b", Values = [3] }],
            },
            Accuracy = [],
            Provenance = new ModelProvenance { Cell = "", GroundTruth = "", Trainer = "", Training = "", Seed = 0, TrainingTraces = 0, TrainingSeconds = 0, Machine = "" },
            Files = [],
        };
    }
}
