namespace Noble.Edge.Operator.Tests;

public sealed class ShippedModelTests
{
    public static TheoryData<string> Models { get; } = [.. Directory.EnumerateDirectories(Path.Combine(RepositoryRoot(), "runtime", "models"), "*.noble").Order().Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Load_ShippedModel_RestsWithoutCurrentAndFiresWithMuch(string name)
    {
        var folder = Path.Combine(RepositoryRoot(), "runtime", "models", name);
        var model = ModelBundle.Load(folder);
        using var renderer = new PopulationRenderer(model, Population.FromTrainingPoints(model, 2), RendererOptions.Default);

        // Far from any spike without current; peaks over -20 mV at the highest current.
        Assert.True(Peak(renderer.Render(0, 0)) < -60);
        Assert.True(Peak(renderer.Render(0, model.Manifest.CurrentRange.MaximumNanoamperes)) > -20);
        Assert.NotEmpty(model.Manifest.Accuracy);
        Assert.StartsWith($"# {name}", File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);
    }

    // A neuron that misses its first spike on a ramp must find it later, and one without current must never.
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(200, 0.1, 0.27, 10)]
    [InlineData(1000, 0.1, 0.27, 10)]
    [InlineData(2000, 0.1, 0.27, 10)]
    public void Step_SlowRampOrSilence_PublishedNeuronsFireOrNone(int rampMilliseconds, double from, double to, int leastSpikes)
    {
        var model = ModelBundle.Load(Path.Combine(RepositoryRoot(), "runtime", "models", "pvalb-318331342.noble"));
        double[][] points = [.. model.Manifest.Latent.Points.Where(point => point.Name.StartsWith("hof_param_", StringComparison.Ordinal)).Select(point => point.Values)];
        using var engine = StreamingEngine.Create(new StreamingNeurons(model.Streaming!, model.Manifest.Latent, points));
        var current = new float[points.Length];
        var spikes = new int[points.Length];
        for (var k = 0; k < (rampMilliseconds + 2000) * 10; k++)
        {
            Array.Fill(current, (float)(from + ((to - from) * Math.Min(1, k / Math.Max(1, rampMilliseconds * 10.0)))));
            engine.Step(current);
            for (var n = 0; n < spikes.Length; n++)
            {
                spikes[n] += engine.NextSpike[n] >= 0 ? 1 : 0;
            }
        }

        Assert.True(points.Length > 30);
        Assert.True(leastSpikes > 0 ? spikes.All(count => count >= leastSpikes) : spikes.All(count => count == 0), string.Join(' ', spikes));
    }

    private static float Peak(ReadOnlySpan<float> voltage)
    {
        var peak = float.NegativeInfinity;
        foreach (var value in voltage)
        {
            peak = Math.Max(peak, value);
        }

        return peak;
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Noble.Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Noble.Edge.sln is in no folder above the tests");
        }

        return folder;
    }
}
