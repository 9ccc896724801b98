using Noble.Edge.Operator.Tests.Support;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines;

public class SimdEngineTests
{
    // float32 against float64 through a few layers; a wrong mode, window or weight is a thousand times further off.
    private const double Tolerance = 3e-6;

    private static readonly NetworkShape Small = new() { InputChannels = 3, HiddenChannels = 8, Layers = 3, Modes = 9, LiftingChannels = 16, ProjectionChannels = 16, ChannelMlpChannels = 4 };

    public static TheoryData<SimdInstructions> Instructions => [.. Machine.Instructions];

    [Theory]
    [InlineData(18)] // the shortest, direct
    [InlineData(19)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(97)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(509)] // prime
    [InlineData(512)]
    [InlineData(1009)] // prime
    [InlineData(1024)]
    [InlineData(1155)] // 3 5 7 11
    public void SimdEngine_AnyLength_EqualsReference(int length)
    {
        foreach (SimdInstructions instructions in Machine.Instructions)
        {
            AssertEqualsReference(Small, length, new SimdEngineOptions { Instructions = instructions });
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 1)]
    [InlineData(2, 3, 2, 4, 5, 7, 1)]
    [InlineData(5, 7, 1, 16, 3, 2, 9)]
    [InlineData(1, 16, 2, 20, 32, 32, 8)]
    [InlineData(24, 20, 2, 32, 40, 80, 10)]
    [InlineData(23, 24, 2, 33, 48, 96, 12)]
    [InlineData(3, 33, 2, 8, 6, 9, 17)]
    [InlineData(2, 128, 1, 5, 12, 10, 64)]
    public void SimdEngine_AnySizes_EqualsReference(int inputs, int hidden, int layers, int modes, int lifting, int projection, int mlp)
    {
        var shape = new NetworkShape { InputChannels = inputs, HiddenChannels = hidden, Layers = layers, Modes = modes, LiftingChannels = lifting, ProjectionChannels = projection, ChannelMlpChannels = mlp };
        foreach (SimdInstructions instructions in Machine.Instructions)
        {
            foreach (int length in (int[])[(2 * modes) + 1, 203, 640])
            {
                AssertEqualsReference(shape, length, new SimdEngineOptions { Instructions = instructions });
            }
        }
    }

    [Fact]
    public void SimdEngine_WiderWindow_IsMoreAccurate()
    {
        double[] errors = [.. Enumerable.Range(4, 9).Select(width => ErrorOf(Small with { Modes = 60 }, 1024, new SimdEngineOptions { WindowWidth = width }))];

        Assert.True(errors[0] > 5 * errors[1] && errors[1] > 3 * errors[2], string.Join(' ', errors));
        Assert.All(errors[3..], error => Assert.InRange(error, 0, Tolerance));
    }

    [Fact]
    public void SimdEngine_Description_TellsGridAndKernels()
    {
        FnoWeights weights = FnoWeights.Random(Small, 1);
        using var grid = new SimdEngine(weights, 1024, new SimdEngineOptions { Instructions = SimdInstructions.Scalar, WindowWidth = 8 });
        using var direct = new SimdEngine(weights, 18, new SimdEngineOptions { Instructions = SimdInstructions.Scalar });

        Assert.Matches("^simd, scalar, short grid [0-9]+ = [0-9]+ x [0-9]+, window 8$", grid.Description);
        Assert.Matches("^simd, scalar, direct transform 18 = [0-9]+ x [0-9]+$", direct.Description);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SimdEngine_Batch_EqualsSingleTraces(int threads)
    {
        const int Length = 300;
        const int Batch = 7;
        FnoWeights weights = FnoWeights.Random(Small, 2);
        float[] input = Input(Batch * Small.InputChannels * Length);
        float[] output = new float[Batch * Length];
        using var engine = new SimdEngine(weights, Length, new SimdEngineOptions { Threads = threads });
        using SimdWorkspace workspace = engine.CreateWorkspace();

        engine.Forward(input, Batch, output);

        for (int trace = 0; trace < Batch; trace++)
        {
            Fill(workspace, input.AsSpan(trace * Small.InputChannels * Length, Small.InputChannels * Length), Length);
            Assert.Equal(output.AsSpan(trace * Length, Length), workspace.Forward());
        }
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void SimdEngine_NaNInOneTrace_StaysThere(SimdInstructions instructions)
    {
        foreach (int length in (int[])[40, 301])
        {
            using var engine = new SimdEngine(FnoWeights.Random(Small, 2), length, new SimdEngineOptions { Instructions = instructions });
            float[] input = Input(3 * Small.InputChannels * length);
            float[] expected = new float[3 * length];
            engine.Forward(input, 3, expected);
            float[] output = new float[3 * length];

            // The first sample of a trace lies right behind the last one of the trace before it.
            input[Small.InputChannels * length] = float.NaN;
            engine.Forward(input, 3, output);

            Assert.Equal(expected[..length], output[..length]);
            Assert.True(float.IsNaN(output[length]));
            Assert.Equal(expected[(2 * length)..], output[(2 * length)..]);
        }
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void SimdWorkspace_AfterNaN_IsCleanAgain(SimdInstructions instructions)
    {
        foreach (int length in (int[])[40, 301])
        {
            using var engine = new SimdEngine(FnoWeights.Random(Small, 2), length, new SimdEngineOptions { Instructions = instructions });
            using SimdWorkspace workspace = engine.CreateWorkspace();
            float[] input = Input(Small.InputChannels * length);
            Fill(workspace, input, length);
            float[] expected = workspace.Forward().ToArray();

            // A NaN behind L is no input; one inside spoils this trace and no other.
            workspace.Input[length..workspace.InputStride].Fill(float.NaN);
            Assert.Equal(expected, workspace.Forward());
            workspace.Input[length / 2] = float.NaN;
            Assert.True(float.IsNaN(workspace.Forward()[0]));
            workspace.Input[length / 2] = input[length / 2];
            Assert.Equal(expected, workspace.Forward());
        }
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void SimdWorkspace_Forward_AllocatesNothing(SimdInstructions instructions)
    {
        foreach (int length in (int[])[40, 301])
        {
            using var engine = new SimdEngine(FnoWeights.Random(Small, 3), length, new SimdEngineOptions { Instructions = instructions });
            using SimdWorkspace workspace = engine.CreateWorkspace();
            Fill(workspace, Input(Small.InputChannels * length), length);
            double expected = Sum(workspace.Forward());
            double sum = 0;
            foreach (var run in AllocationAssert.Runs())
            {
                sum = 0;
                for (int i = 0; i < 10; i++)
                {
                    sum += Sum(workspace.Forward());
                }
            }
            Assert.NotEqual(0, expected);
            Assert.Equal(10 * expected, sum, 1e-9 * Math.Abs(expected));
        }
    }

    [Fact]
    public void SimdEngine_Forward_AllocatesNothing()
    {
        const int Length = 301;
        using var engine = new SimdEngine(FnoWeights.Random(Small, 3), Length, new SimdEngineOptions { Threads = 2 });
        float[] input = Input(4 * Small.InputChannels * Length);
        float[] output = new float[4 * Length];
        engine.Forward(input, 4, output);
        double expected = Sum(output);
        foreach (var run in AllocationAssert.Runs())
        {
            for (int i = 0; i < 10; i++)
            {
                output.AsSpan().Clear();
                engine.Forward(input, 4, output);
            }
        }
        Assert.NotEqual(0, expected);
        Assert.Equal(expected, Sum(output));
    }

    [Fact]
    public void SimdEngine_BadArguments_SayWhatIsExpected()
    {
        FnoWeights weights = FnoWeights.Random(Small, 1);
        using var engine = new SimdEngine(weights, 100);

        AssertMessage("expected [2, 3, 100] = 600 elements, found 599", () => engine.Forward(new float[599], 2, new float[200]));
        AssertMessage("expected [2, 1, 100] = 200 elements, found 100", () => engine.Forward(new float[600], 2, new float[100]));
        AssertMessage("the time axis must have at least 18 samples, twice the 9 modes, found 17", () => new SimdEngine(weights, 17).Dispose());
        AssertMessage("WindowWidth must be from 4 to 12, found 3", () => _ = new SimdEngineOptions { WindowWidth = 3 });
        AssertMessage("Threads must be from 1 to 256, found 0", () => _ = new SimdEngineOptions { Threads = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.Forward([], 0, []));

        static void AssertMessage(string expected, Action action) =>
            Assert.StartsWith(expected, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SimdEngine_Disposed_RefusesWork()
    {
        var engine = new SimdEngine(FnoWeights.Random(Small, 1), 100);
        SimdWorkspace workspace = engine.CreateWorkspace();
        using SimdWorkspace orphan = engine.CreateWorkspace();
        workspace.Dispose();
        engine.Dispose();

        Assert.Throws<ObjectDisposedException>(() => engine.CreateWorkspace());
        Assert.Throws<ObjectDisposedException>(() => engine.Forward(new float[300], 1, new float[100]));
        Assert.Throws<ObjectDisposedException>(() => orphan.Forward().Length);
        Assert.Throws<ObjectDisposedException>(() => workspace.Forward().Length);
        Assert.Throws<ObjectDisposedException>(() => workspace.Input.Length);
    }

    private static void AssertEqualsReference(NetworkShape shape, int length, SimdEngineOptions options) =>
        Assert.InRange(ErrorOf(shape, length, options), 0, Tolerance);

    private static double ErrorOf(NetworkShape shape, int length, SimdEngineOptions options)
    {
        FnoWeights weights = FnoWeights.Random(shape, 17);
        float[] input = Input(shape.InputChannels * length);
        float[] output = new float[length];
        using var engine = new SimdEngine(weights, length, options);
        using var reference = new ReferenceEngine(weights, length);

        engine.Forward(input, 1, output);

        return Error.RelativeRms(reference.Evaluate(input), output);
    }

    private static float[] Input(int count)
    {
        var random = new Random(11);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
    }

    private static void Fill(SimdWorkspace workspace, ReadOnlySpan<float> input, int length)
    {
        for (int channel = 0; channel * length < input.Length; channel++)
        {
            input.Slice(channel * length, length).CopyTo(workspace.Input[(channel * workspace.InputStride)..]);
        }
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        return sum;
    }
}
