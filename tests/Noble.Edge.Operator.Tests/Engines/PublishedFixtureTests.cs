using Noble.Edge.Operator.Tests.Support;

namespace Noble.Edge.Operator.Tests.Engines;

/// <summary>Every engine against the output of the published code; see <see cref="PublishedFixture"/>.</summary>
public class PublishedFixtureTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData(SimdInstructions.Widest)]
    [InlineData(SimdInstructions.Vector128)]
    [InlineData(SimdInstructions.Vector256)]
    [InlineData(SimdInstructions.Vector512)]
    [InlineData(SimdInstructions.Scalar)]
    public void SimdEngine_PublishedCheckpoint_EqualsFloat64Output(SimdInstructions instructions)
    {
        if (PublishedFixture.Folder is null || !Machine.Has(instructions))
        {
            return;
        }

        using var engine = new SimdEngine(PublishedFixture.Weights, PublishedFixture.Length, new SimdEngineOptions { Instructions = instructions });
        float[] output = new float[PublishedFixture.Batch * PublishedFixture.Length];

        engine.Forward(PublishedFixture.Array("input").Data, PublishedFixture.Batch, output);

        Assert.InRange(Error.RelativeRms(PublishedFixture.Output, output), 0, Tolerance);
    }

    [Fact]
    public void ReferenceEngine_PublishedCheckpoint_EqualsFloat64OutputAndActivations()
    {
        if (PublishedFixture.Folder is null)
        {
            return;
        }

        using var engine = new ReferenceEngine(PublishedFixture.Weights, PublishedFixture.Length);
        var errors = new Dictionary<string, double>();
        ReadOnlySpan<float> input = PublishedFixture.Array("input").Data.AsSpan(0, engine.Shape.InputChannels * engine.Length);

        double[] output = engine.Evaluate(input, Compare);

        float[] single = [.. output.Select(value => (float)value)];
        Assert.InRange(Error.RelativeRms(PublishedFixture.Output.AsSpan(0, engine.Length), single), 0, 1e-7);
        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.InRange(error.Value, 0, Tolerance));

        void Compare(string stage, double[] state)
        {
            string? name = stage switch { "lifting" => "after_lifting", "block 0" => "after_block0", "block 11" => "after_block11", _ => null };
            if (name is not null)
            {
                errors[name] = Error.RelativeRms(state, PublishedFixture.Array(name).Data.AsSpan(0, state.Length));
            }
        }
    }
}
