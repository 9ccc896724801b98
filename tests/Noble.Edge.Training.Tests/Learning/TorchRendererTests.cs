using Noble.Edge.Operator;
using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class TorchRendererTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("phase", 0)]
    [InlineData("published", 0)]
    [InlineData("phase", 4)]
    public void Render_ExportedModelInTheRuntimesEngine_IsTheTrainersVoltage(string embedding, double windowShift)
    {
        var configuration = SyntheticData.Configuration(40) with { Embedding = embedding, WindowShiftMilliseconds = windowShift };
        var data = SyntheticData.Create();
        RunFolder.Start(_temporary.File("run"), configuration);
        var design = ModelDesign.Create(configuration, data);
        using (var trainer = new ModelTrainer(configuration, data, design))
        {
            TrainingRun.Execute(_temporary.File("run"), "d", configuration, design, trainer, TimeProvider.System, _ => { }, () => false);
        }

        // One side is the run, its clocks fitted to the data; the other the files that were exported.
        ModelExport.Write(_temporary.File("run"), data, _temporary.File("m.noble"));
        var model = ModelBundle.Load(_temporary.File("m.noble"));
        using var engine = new SimdEngine(model.Weights, model.Manifest.Grid.Length);
        using var runtime = new TraceRenderer(model, engine);
        var (again, weights) = ModelExport.Read(_temporary.File("run"), TrainingMaterial.Of(configuration, data, ""));
        using var renderer = new TorchRenderer(again.Manifest, weights);
        var coefficients = again.Manifest.Clock?.CoefficientCount ?? 0;
        var voltage = new float[model.Manifest.Grid.Length];
        foreach (var current in new[] { -0.05, 0, 0.06, 0.123, 0.3 })
        {
            for (var n = 0; n < 3; n++)
            {
                runtime.Render(current, model.Latent.Points[n].Values, model.TrainedClock(n) ?? [], voltage);
                var expected = renderer.Render(current, again.Manifest.Latent.Points[n].Values, again.TrainedClocks is null ? [] : again.TrainedClocks.AsSpan(n * coefficients, coefficients));

                Assert.InRange(RelativeRootMeanSquare(voltage, expected), 0, 1e-5);
            }
        }
    }

    private static double RelativeRootMeanSquare(float[] found, float[] expected) =>
        Math.Sqrt(found.Zip(expected, (f, e) => Math.Pow((double)f - e, 2)).Sum() / expected.Sum(e => (double)e * e));
}
