using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>
/// Networks and time axes of other sizes than the published ones, each against the float64 reference at the accuracy that
/// is asked of the published checkpoint.
/// </summary>
public class NetworkSizeTests
{
    private const double Tolerance = 1e-5;

    private static readonly NetworkShape Ninety = new() { InputChannels = 24, HiddenChannels = 20, Layers = 6, Modes = 96, LiftingChannels = 40, ProjectionChannels = 40, ChannelMlpChannels = 10 };
    private static readonly NetworkShape Thin = new() { InputChannels = 2, HiddenChannels = 4, Layers = 2, Modes = 24, LiftingChannels = 8, ProjectionChannels = 8, ChannelMlpChannels = 2 };

    [Theory]
    [InlineData(200)] // even
    [InlineData(251)] // prime, less than the short grid would have: direct
    [InlineData(1001)] // odd
    [InlineData(2048)]
    [InlineData(2861)] // prime
    public void SimdEngine_NinetySixModes_EqualReference(int length) => AssertEqualsReference(Ninety, length);

    [Theory]
    [InlineData(200)]
    [InlineData(5150)]
    [InlineData(8583)]
    [InlineData(12_889)] // prime
    [InlineData(25_750)]
    public void SimdEngine_LongTimeAxes_EqualReference(int length) => AssertEqualsReference(Thin, length);

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(97)] // more vectors than the dense kernel takes at once, the last not full
    [InlineData(128)]
    public void SimdEngine_Channels_EqualReference(int hidden)
    {
        AssertEqualsReference(Thin with { HiddenChannels = hidden, Modes = 10, ChannelMlpChannels = (hidden + 1) / 2 }, 200);
        AssertEqualsReference(Thin with { HiddenChannels = hidden, Modes = 10, ChannelMlpChannels = (hidden + 1) / 2 }, 397);
    }

    [Theory]
    [InlineData(1030)]
    [InlineData(2575)]
    [InlineData(4120)]
    public void SimdEngine_EdgeNetwork_EqualsReference(int length)
    {
        var shape = new NetworkShape { InputChannels = 37, HiddenChannels = 16, Layers = 2, Modes = 64, LiftingChannels = 32, ProjectionChannels = 32, ChannelMlpChannels = 8 };
        AssertEqualsReference(shape, length);
    }

    // The reference is the slow part, so it is evaluated once for all kernels.
    private static void AssertEqualsReference(NetworkShape shape, int length)
    {
        FnoWeights weights = FnoWeights.Random(shape, 23);
        var random = new Random(29);
        float[] input = [.. Enumerable.Range(0, shape.InputChannels * length).Select(_ => (2 * random.NextSingle()) - 1)];
        using var reference = new ReferenceEngine(weights, length);
        double[] expected = reference.Evaluate(input);
        foreach (SimdInstructions instructions in Machine.Instructions)
        {
            using var engine = new SimdEngine(weights, length, new SimdEngineOptions { Instructions = instructions });
            float[] output = new float[length];

            engine.Forward(input, 1, output);

            double error = Error.RelativeRms(expected, output);
            Assert.True(error <= Tolerance, $"{engine.Description}: relative RMS {error}, expected at most {Tolerance}");
        }
    }
}
