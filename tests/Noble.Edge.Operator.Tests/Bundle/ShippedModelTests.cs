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
