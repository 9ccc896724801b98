using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class InputEmbeddingTests
{
    private static readonly double[] Features = [0.06, -70];

    // phi = -0.5 + (0.1 + 0.1 x) u on five splines, whose middles are at x = -0.5, 0, 0.5, 1, 1.5.
    private static readonly double[] Clock = [-0.5, -0.5, -0.5, -0.5, -0.5, 0.05, 0.1, 0.15, 0.2, 0.25, 0, 0, 0, 0, 0];

    [Fact]
    public void Fill_PublishedChannels_AreTheFormulaOfThePaper()
    {
        const int Length = 8583;
        var manifest = SmallModel.Manifest() with
        {
            Network = NetworkShape.Published,
            Grid = new GridSpec { Length = Length, StepMilliseconds = 0.06, StimulusOnMilliseconds = 15, StimulusOffMilliseconds = 415.02 },
            Channels =
            [
                new() { Kind = ChannelKind.Current },
                new() { Kind = ChannelKind.CurrentNerf, Frequencies = 9 },
                new() { Kind = ChannelKind.FeatureNerf, Feature = "resting_voltage" },
                new() { Kind = ChannelKind.FeatureNerf, Feature = "threshold_current" },
            ],
            Clock = null,
        };
        var input = new float[23 * Length];

        new InputEmbedding(manifest).Fill(0.05, Features, [], input, Length);

        Assert.Equal(0f, input[249]);
        Assert.Equal(0.5f, input[250]);
        Assert.Equal(0.5f, input[6916]);
        Assert.Equal(0f, input[6917]);
        for (var k = 0; k < 9; k++)
        {
            foreach (var i in new[] { 0, 1, 4000, Length - 1 })
            {
                var angle = Math.Pow(2, k) * Math.PI * (2 * Math.PI * i / (Length - 1)) * 0.5;
                Assert.Equal(Math.Sin(angle), input[((1 + (2 * k)) * Length) + i], 1e-6);
                Assert.Equal(Math.Cos(angle), input[((2 + (2 * k)) * Length) + i], 1e-6);
            }
        }

        var rest = Math.PI * 2 * Math.PI * (0.5 + 1.5); // -70 mV is the middle of -75 to -65
        Assert.Equal(Math.Sin(rest), input[(20 * Length) - 1], 1e-6);
        var threshold = Math.PI * 2 * Math.PI * (0.5 + (3 * 0.2));
        Assert.Equal(Math.Cos(threshold), input[(23 * Length) - 1], 1e-5);
    }

    [Fact]
    public void Fill_OverOnset_PutsThePhaseOnTheCircle()
    {
        var manifest = SmallModel.Manifest();
        var input = Fill(manifest, 0.31);

        const int Row = 5; // after current, NeRF pair, feature and gate
        var x = Math.Sqrt((0.31 - 0.06) / 0.25);
        for (var i = 100; i < 400; i += 37)
        {
            var phase = -0.5 + ((0.1 + (0.1 * x)) * (i - 100) * 0.1);
            Assert.Equal(Math.Sin(2 * Math.PI * phase), input[(Row * SmallModel.Length) + i], 1e-5);
            Assert.Equal(Math.Cos(4 * Math.PI * phase), input[((Row + 3) * SmallModel.Length) + i], 1e-5);
            Assert.Equal(10 * (0.1 + (0.1 * x)), input[((Row + 4) * SmallModel.Length) + i], 1e-5);
            Assert.Equal(1f, input[((Row - 1) * SmallModel.Length) + i]);
        }

        Assert.Equal(0f, input[(Row * SmallModel.Length) + 99]);
        Assert.Equal(0f, input[((Row + 1) * SmallModel.Length) + 400]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.06)]
    [InlineData(-0.1)]
    public void Fill_AtOrUnderOnset_ClosesTheGate(double current)
    {
        var input = Fill(SmallModel.Manifest(), current);

        Assert.All(input[(4 * SmallModel.Length)..], value => Assert.Equal(0f, value));
        Assert.All(input, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Fill_RowsApart_LeavesWhatLiesBetween()
    {
        const int Stride = SmallModel.Length + 12;
        var manifest = SmallModel.Manifest();
        var apart = new float[manifest.Network.InputChannels * Stride];
        Array.Fill(apart, 99f);

        new InputEmbedding(manifest).Fill(0.2, Features, Clock, apart, Stride);

        var close = Fill(manifest, 0.2);
        for (var row = 0; row < manifest.Network.InputChannels; row++)
        {
            Assert.Equal(close[(row * SmallModel.Length)..((row + 1) * SmallModel.Length)], apart[(row * Stride)..((row * Stride) + SmallModel.Length)]);
            Assert.All(apart[((row * Stride) + SmallModel.Length)..((row + 1) * Stride)], value => Assert.Equal(99f, value));
        }
    }

    [Fact]
    public void Fill_AfterTheFirst_AllocatesNothing()
    {
        var manifest = SmallModel.Manifest();
        var embedding = new InputEmbedding(manifest);
        var input = new float[manifest.Network.InputChannels * SmallModel.Length];
        embedding.Fill(0.2, Features, Clock, input, SmallModel.Length);

        foreach (var run in AllocationAssert.Runs())
        {
            embedding.Fill(0.25, Features, Clock, input, SmallModel.Length);
        }

        Assert.NotEqual(0, input.Sum(Math.Abs));
    }

    [Fact]
    public void Fill_ConstantsOnce_WritesTheFirstElementOfConstantRowsOnly()
    {
        var manifest = SmallModel.Manifest();
        var embedding = new InputEmbedding(manifest, constantsOnce: true);
        var once = new float[manifest.Network.InputChannels * SmallModel.Length];
        Array.Fill(once, 99f);

        embedding.Fill(0.2, Features, Clock, once, SmallModel.Length);

        var full = Fill(manifest, 0.2);
        Assert.Equal([false, false, false, true, false, false, false, false, false, false], embedding.IsConstant);
        for (var row = 0; row < manifest.Network.InputChannels; row++)
        {
            var (from, to) = (row * SmallModel.Length, (row + 1) * SmallModel.Length);
            if (embedding.IsConstant[row])
            {
                Assert.Equal(full[from], once[from]);
                Assert.All(once[(from + 1)..to], value => Assert.Equal(99f, value));
                Assert.All(full[from..to], value => Assert.Equal(full[from], value));
            }
            else
            {
                Assert.Equal(full[from..to], once[from..to]);
            }
        }
    }

    [Fact]
    public void Octaves_OfPhase_EqualTheSineAndCosineOfTheOctaves()
    {
        const int Frequencies = 6;
        foreach (var length in (int[])[1, 15, 16, 17, 40, 4000])
        {
            double[] phase = [.. Enumerable.Range(0, length).Select(i => -0.5 + (0.0123 * i) + (1e-6 * i * i))];
            var rows = new float[2 * Frequencies * (length + 3)];

            Octaves.OfPhase(phase, Frequencies, rows, length + 3);

            for (var i = 0; i < length; i++)
            {
                AssertOctaves(2 * Math.PI * phase[i], Frequencies, rows.AsSpan(i), length + 3);
            }
        }
    }

    [Fact]
    public void Octaves_OfLine_EqualTheSineAndCosineOfTheOctaves()
    {
        const int Frequencies = 9;
        foreach (var length in (int[])[1, 15, 16, 17, 40, 8583])
        {
            var step = 2 * Math.PI / length * Math.PI * -1.7;
            var rows = new float[2 * Frequencies * (length + 3)];

            Octaves.OfLine(step, length, Frequencies, rows, length + 3);

            for (var i = 0; i < length; i++)
            {
                AssertOctaves(step * i, Frequencies, rows.AsSpan(i), length + 3);
            }
        }
    }

    // To the rounding of float32: a model that was trained on one form of the embedding does not notice the other.
    private static void AssertOctaves(double angle, int frequencies, ReadOnlySpan<float> column, int stride)
    {
        for (var k = 0; k < frequencies; k++)
        {
            Assert.Equal(Math.Sin(Math.Pow(2, k) * angle), column[2 * k * stride], 1e-7);
            Assert.Equal(Math.Cos(Math.Pow(2, k) * angle), column[((2 * k) + 1) * stride], 1e-7);
        }
    }

    private static float[] Fill(ModelManifest manifest, double current)
    {
        var input = new float[manifest.Network.InputChannels * SmallModel.Length];
        new InputEmbedding(manifest).Fill(current, Features, Clock, input, SmallModel.Length);
        return input;
    }
}
