using Noble.Edge.Neurons.Tests;
using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

/// <summary>
/// The fixture of the published network (../shared/fno-fixture): imported, it evaluates to the published code's output. Tests
/// return at once where the fixture is absent.
/// </summary>
public sealed class PublishedCheckpointTests : IDisposable
{
    private const int Batch = 2, Length = 8583;
    private const double Tolerance = 1e-5; // relative RMS against the float64 output, what the specification asks for

    private static readonly string? Checkpoint = SharedData.Find("fno-fixture", "noble_paper_random.pth");

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_PublishedCheckpoint_HasThePublishedSizes()
    {
        if (Checkpoint is null)
        {
            return;
        }

        var report = Import();

        Assert.Equal(NetworkShape.Published, report.Model.Manifest.Network);
        Assert.Equal(1_803_001, report.Model.Weights.ParameterCount);
        Assert.Equal(["92 float32 as they are", "12 complex64 split into real and imaginary float32 parts"], report.Conversions);
        Assert.Equal(["settings in the checkpoint"], report.Checked);
        Assert.Empty(report.Unknown);
    }

    [Fact]
    public void SimdEngine_ImportedCheckpoint_EqualsFloat64Output()
    {
        if (Checkpoint is null)
        {
            return;
        }

        using var engine = new SimdEngine(Import().Model.Weights, Length);
        var output = new float[Batch * Length];
        engine.Forward(Input(), Batch, output);

        Assert.InRange(RelativeRms(Expected(), output), 0, Tolerance);
    }

    [Fact]
    public void ReferenceEngine_ImportedCheckpoint_EqualsFloat64Output()
    {
        if (Checkpoint is null)
        {
            return;
        }

        using var engine = new ReferenceEngine(Import().Model.Weights, Length);
        var output = new float[Length];
        engine.Forward(Input().AsSpan(0, engine.Shape.InputChannels * Length), 1, output);

        Assert.InRange(RelativeRms(Expected().AsSpan(0, Length), output), 0, Tolerance);
    }

    [Fact]
    public void InputEmbedding_ImportedManifest_EqualsTheStoredInput()
    {
        if (Checkpoint is null)
        {
            return;
        }

        // fixture.json: amplitude 0.5 in model units, features as they are after scaling to [0.5, 3.5].
        const double Amplitude = 0.5;
        double[][] scaled = [[1.0, 2.5], [2.75, 0.8125]];
        var manifest = Import().Model.Manifest;
        var expected = Input();
        var input = new float[manifest.Network.InputChannels * Length];
        for (var trace = 0; trace < Batch; trace++)
        {
            var features = scaled[trace].Select((value, f) => Unscale(manifest.Latent.Features[f], value)).ToArray();
            new InputEmbedding(manifest).Fill(Amplitude * manifest.CurrentRange.UnitNanoamperes, features, [], input, Length);
            for (var channel = 0; channel < manifest.Network.InputChannels; channel++)
            {
                Assert.InRange(Largest(input, expected, channel, trace), 0, Allowed(channel, trace));
            }
        }

        // The stored input's angles, up to 2^k pi 2 pi a, were computed in float32: tau, tau a, 2^k pi and their product are
        // each rounded by up to 2^-24 of themselves, and so is the sine. At k = 8 the specification states 4e-4. Channel 0 has no angle.
        double Allowed(int channel, int trace) => channel switch
        {
            0 => 0,
            < 19 => Math.Min(Rounding((1 << ((channel - 1) / 2)) * Amplitude), 4e-4),
            < 21 => Rounding(scaled[trace][0]),
            _ => Rounding(scaled[trace][1]),
        };

        static double Rounding(double turns) => Math.ScaleB((4 * 2 * Math.PI * Math.PI * turns) + 1, -24);

        static double Unscale(LatentFeature feature, double value) => feature.Minimum + ((feature.Maximum - feature.Minimum) * (value - 0.5) / 3);

        double Largest(float[] actual, float[] stored, int channel, int trace) => Enumerable.Range(0, Length)
            .Max(i => Math.Abs((double)actual[(channel * Length) + i] - stored[(((trace * manifest.Network.InputChannels) + channel) * Length) + i]));
    }

    private static float[] Input() => NpyFile.Read<float>(SharedData.Find("fno-fixture", "input.npy")!).Data;

    private static double[] Expected() => NpyFile.Read<double>(SharedData.Find("fno-fixture", "output_float64_reference.npy")!, Batch, 1, Length).Data;

    private static double RelativeRms(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        var (difference, size) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow(actual[i] - expected[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        return Math.Sqrt(difference / size);
    }

    private ImportReport Import() => CheckpointImport.Run(Checkpoint!, _folder.File("published.noble"), new ImportOptions());
}
