namespace Noble.Edge.Operator;

/// <summary>Whole networks in float32 against the float64 reference.</summary>
internal static class NetworkChecks
{
    // float32 against float64 through a few layers; a wrong mode, window or weight is a thousand times further off.
    private const double Accepted = 3e-6;

    // Through a published network's twelve layers.
    private const double AcceptedOfModel = 1e-5;

    private static readonly (NetworkShape Shape, int[] Lengths)[] Networks =
    [
        (new() { InputChannels = 3, HiddenChannels = 8, Layers = 3, Modes = 9, LiftingChannels = 16, ProjectionChannels = 16, ChannelMlpChannels = 4 }, [18, 33, 257, 509, 1024]),
        (new() { InputChannels = 23, HiddenChannels = 24, Layers = 2, Modes = 33, LiftingChannels = 48, ProjectionChannels = 96, ChannelMlpChannels = 12 }, [203, 640]),
        (new() { InputChannels = 2, HiddenChannels = 33, Layers = 1, Modes = 8, LiftingChannels = 6, ProjectionChannels = 9, ChannelMlpChannels = 17 }, [203, 1155]),
    ];

    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(SimdInstructions instructions)
    {
        foreach ((NetworkShape shape, int[] lengths) in Networks)
        {
            FnoWeights weights = FnoWeights.Random(shape, 17);
            double worst = 0;
            string name = "";
            foreach (int length in lengths)
            {
                using var engine = new SimdEngine(weights, length, new SimdEngineOptions { Instructions = instructions });
                worst = Math.Max(worst, Error(weights, engine, Input(shape, length)));
                name = engine.Description.Split(',')[1].Trim();
            }

            yield return OperatorSelfCheck.Within(
                $"network of {shape.Layers} x {shape.HiddenChannels} channels, {shape.Modes} modes, {lengths[0]} to {lengths[^1]} samples, {name}, against float64", worst, Accepted, "relative RMS");
        }
    }

    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(ModelBundle model)
    {
        float[] input = Input(model);
        double[] expected = Reference(model.Weights, model.Manifest.Grid.Length, input);
        foreach (SimdInstructions instructions in Enum.GetValues<SimdInstructions>())
        {
            if (instructions != SimdInstructions.Widest && OperatorSelfCheck.IsAvailable(instructions))
            {
                using var engine = new SimdEngine(model.Weights, model.Manifest.Grid.Length, new SimdEngineOptions { Instructions = instructions });
                yield return OperatorSelfCheck.Within($"{model.Manifest.Name}, {engine.Description}, against float64", Error(expected, engine, input), AcceptedOfModel, "relative RMS");
            }
        }
    }

    /// <summary>The input of the model's first training neuron in the middle of the trained currents.</summary>
    public static float[] Input(ModelBundle model)
    {
        ModelManifest manifest = model.Manifest;
        var neuron = Population.FromTrainingPoints(model, 1);
        float[] input = new float[manifest.Network.InputChannels * manifest.Grid.Length];
        double current = (manifest.CurrentRange.MinimumNanoamperes + manifest.CurrentRange.MaximumNanoamperes) / 2;
        new InputEmbedding(manifest).Fill(current, neuron.Features(0), neuron.Clock(0), input, manifest.Grid.Length);
        return input;
    }

    public static float[] Input(NetworkShape shape, int length)
    {
        float[] input = new float[shape.InputChannels * length];
        OperatorSelfCheck.Fill(input, 11);
        return input;
    }

    public static double Error(FnoWeights weights, IOperatorEngine engine, float[] input) => Error(Reference(weights, engine.Length, input), engine, input);

    public static double Error(double[] expected, IOperatorEngine engine, float[] input)
    {
        float[] output = new float[engine.Length];
        engine.Forward(input, 1, output);
        double error = OperatorSelfCheck.RelativeRms(expected, output);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    public static double[] Reference(FnoWeights weights, int length, float[] input)
    {
        using var reference = new ReferenceEngine(weights, length);
        return reference.Evaluate(input);
    }
}
