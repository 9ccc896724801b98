using Noble.Edge.Operator.Tests.Support;
using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>What a workspace can do beside evaluating: phases, and inputs that are constant over the trace.</summary>
public class SimdWorkspaceTests
{
    private static readonly NetworkShape Shape = new() { InputChannels = 7, HiddenChannels = 10, Layers = 3, Modes = 12, LiftingChannels = 18, ProjectionChannels = 9, ChannelMlpChannels = 5 };
    private static readonly bool[] IsConstant = [true, false, true, true, false, false, true];

    public static TheoryData<SimdInstructions> Instructions => [.. Machine.Instructions];

    [Theory]
    [MemberData(nameof(Instructions))]
    public void SimdWorkspace_ConstantInputs_EqualTheFullEvaluation(SimdInstructions instructions)
    {
        foreach (int length in (int[])[40, 301])
        {
            using var engine = new SimdEngine(FnoWeights.Random(Shape, 5), length, new SimdEngineOptions { Instructions = instructions });
            using SimdWorkspace full = engine.CreateWorkspace();
            using SimdWorkspace folded = engine.CreateWorkspace(IsConstant);
            Fill(full, length, firstOnly: false);
            Fill(folded, length, firstOnly: true);

            float[] expected = full.Forward().ToArray();

            Assert.InRange(Error.RelativeRms(expected, folded.Forward()), 0, 1e-6);

            // A constant counts, and what stands behind its first element does not.
            folded.Input[(2 * folded.InputStride) + 1] = float.NaN;
            Assert.InRange(Error.RelativeRms(expected, folded.Forward()), 0, 1e-6);
            folded.Input[2 * folded.InputStride] += 1;
            Assert.InRange(Error.RelativeRms(expected, folded.Forward()), 1e-3, 10);
        }
    }

    [Fact]
    public void SimdWorkspace_AllInputsConstant_EqualTheFullEvaluation()
    {
        const int Length = 301;
        using var engine = new SimdEngine(FnoWeights.Random(Shape, 5), Length);
        using SimdWorkspace full = engine.CreateWorkspace();
        using SimdWorkspace folded = engine.CreateWorkspace([true, true, true, true, true, true, true]);
        for (int channel = 0; channel < Shape.InputChannels; channel++)
        {
            full.Input.Slice(channel * full.InputStride, Length).Fill(0.3f * (channel - 2.5f));
            folded.Input[channel * folded.InputStride] = 0.3f * (channel - 2.5f);
        }

        Assert.InRange(Error.RelativeRms(full.Forward().ToArray(), folded.Forward()), 0, 1e-6);
    }

    [Fact]
    public void SimdWorkspace_ConstantInputs_AllocateNothing()
    {
        using var engine = new SimdEngine(FnoWeights.Random(Shape, 5), 301);
        using SimdWorkspace workspace = engine.CreateWorkspace(IsConstant);
        Fill(workspace, 301, firstOnly: true);
        float expected = workspace.Forward()[100];
        float sum = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            sum = 0;
            for (int i = 0; i < 8; i++)
            {
                sum += workspace.Forward()[100];
            }
        }
        Assert.NotEqual(0, expected);
        Assert.Equal(8 * expected, sum);
    }

    [Fact]
    public void SimdEngine_ConstantInputsOfAnotherNumber_AreRefused()
    {
        using var engine = new SimdEngine(FnoWeights.Random(Shape, 5), 301);

        var error = Assert.Throws<ArgumentException>(() => engine.CreateWorkspace([true]).Dispose());

        Assert.StartsWith("expected none or 7 elements, one an input channel, found 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void SimdWorkspace_ForwardTimed_EqualsForwardAndFillsEveryPhase(SimdInstructions instructions)
    {
        using var engine = new SimdEngine(FnoWeights.Random(Shape, 5), 301, new SimdEngineOptions { Instructions = instructions });
        using SimdWorkspace workspace = engine.CreateWorkspace();
        Fill(workspace, 301, firstOnly: false);
        float[] expected = workspace.Forward().ToArray();
        long[] ticks = new long[SimdWorkspace.PhaseCount];
        float[] timed = workspace.ForwardTimed(ticks).ToArray();
        long[] once = [.. ticks];
        foreach (var run in AllocationAssert.Runs())
        {
            workspace.ForwardTimed(ticks);
        }

        Assert.Equal(expected, timed);
        Assert.Equal(Enum.GetValues<SimdPhase>().Length, ticks.Length);
        Assert.All(ticks.Zip(once), pair => Assert.True(pair.First >= pair.Second));

        // A phase of this small network can be shorter than a tick of a machine's clock, but not a thousand times.
        for (int i = 0; i < 1000 && ticks.Contains(0); i++)
        {
            workspace.ForwardTimed(ticks);
        }

        Assert.All(ticks, phase => Assert.True(phase > 0));
        Assert.Throws<ArgumentException>(() => workspace.ForwardTimed(new long[1]).Length);
    }

    private static void Fill(SimdWorkspace workspace, int length, bool firstOnly)
    {
        var random = new Random(3);
        workspace.Input.Clear();
        for (int channel = 0; channel < Shape.InputChannels; channel++)
        {
            Span<float> row = workspace.Input.Slice(channel * workspace.InputStride, length);
            float constant = (2 * random.NextSingle()) - 1;
            if (!IsConstant[channel])
            {
                foreach (ref float value in row)
                {
                    value = (2 * random.NextSingle()) - 1;
                }
            }
            else if (firstOnly)
            {
                row[0] = constant;
            }
            else
            {
                row.Fill(constant);
            }
        }
    }
}
