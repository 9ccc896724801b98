using Noble.Edge.Operator;
using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class RandomWindowsTests
{
    private const int Cut = 8; // 4 ms of samples of 0.5 ms

    private static readonly TrainingConfiguration Options = SyntheticData.Configuration(4) with { WindowShiftMilliseconds = 4 };

    public RandomWindowsTests() => TorchNative.EnsureLoadable();

    [Fact]
    public void ModelGrid_IsShorterByTheLargestShift()
    {
        var grid = SyntheticData.Create().Manifest.Grid;

        Assert.Equal(grid with { Length = grid.Length - Cut }, RandomWindows.ModelGrid(Options, grid));
        var error = Assert.Throws<DataSetException>(() => RandomWindows.ModelGrid(Options with { WindowShiftMilliseconds = 11 }, grid));
        Assert.Equal("windowShiftMilliseconds is 11, expected at most 10, the time after the stimulus", error.Message);
    }

    [Fact]
    public void Shift_IsUniformOverItsRangeAndFixedBySeedStepAndPlace()
    {
        var shifts = Enumerable.Range(0, 900).Select(step => RandomWindows.Shift(1, step, 0, Cut)).ToArray();

        Assert.Equal(Enumerable.Range(0, Cut + 1), shifts.Distinct().Order());

        // 900 draws of 9 values: 100 each, with a standard deviation of 9.4; five of them are 47.
        Assert.All(shifts.GroupBy(s => s), group => Assert.InRange(group.Count(), 53, 147));
        Assert.Equal(shifts, Enumerable.Range(0, 900).Select(step => RandomWindows.Shift(1, step, 0, Cut)));
        Assert.NotEqual(shifts, Enumerable.Range(0, 900).Select(step => RandomWindows.Shift(2, step, 0, Cut)));
        Assert.NotEqual(shifts, Enumerable.Range(0, 900).Select(step => RandomWindows.Shift(1, step, 1, Cut)));
    }

    [Fact]
    public void Make_ShiftedTrace_IsThatTraceFromThere()
    {
        var data = SyntheticData.Create();
        var design = ModelDesign.Create(Options, data);
        var source = new BatchSource(data, design, Options);
        using var batch = source.Make(3, torch.CPU);
        var length = design.Manifest.Grid.Length;
        var target = batch.Target.data<float>().ToArray();
        var input = batch.Input.data<float>().ToArray();
        var shifts = Enumerable.Range(0, Options.Batch).Select(place => RandomWindows.Shift(Options.Seed, 3, place, Cut)).ToArray();

        Assert.True(shifts.Distinct().Count() > 1);
        for (var b = 0; b < Options.Batch; b++)
        {
            Assert.Equal(data.Voltage(batch.Traces[b]).Slice(shifts[b], length).ToArray(), target[(b * length)..((b + 1) * length)]);

            // Channel 0 is the current: it begins as much earlier.
            var current = input[(b * length)..((b + 1) * length)];
            var amplitude = (float)(data.Manifest.Traces[batch.Traces[b]].CurrentNanoamperes / 0.1);
            Assert.Equal(Enumerable.Range(0, length).Select(k => k + shifts[b] is >= 20 and < 140 ? amplitude : 0), current);
        }
    }

    [Fact]
    public void Fill_ShiftedSpikePhase_IsThatOfTheWholeTraceAndTheOctavesAreTheWindows()
    {
        const int Shift = 5;
        var data = SyntheticData.Create();
        var design = ModelDesign.Create(Options, data);
        var whole = new InputEmbedding(design.Manifest with { Grid = data.Manifest.Grid });
        var (channels, full, length) = (whole.ChannelCount, data.Manifest.Grid.Length, design.Manifest.Grid.Length);
        var (features, clock) = (design.Manifest.Latent.Points[0].Values, design.TrainedClocks.AsSpan(0, design.Manifest.Clock!.CoefficientCount).ToArray());
        float[] expected = new float[channels * full], found = new float[channels * length], unshifted = new float[channels * length];
        whole.Fill(0.2, features, clock, expected, full);
        new InputEmbedding(design.Manifest).Fill(0.2, features, clock, unshifted, length);

        new TraceEmbedding(design.Manifest, data.Manifest.Grid).Fill(Shift, 0.2, features, clock, found, length);

        for (var row = 0; row < channels; row++)
        {
            // Rows 1 and 2 are the NeRF pair of the current.
            var isNerf = row is 1 or 2;
            Assert.Equal(
                isNerf ? unshifted[(row * length)..((row + 1) * length)] : expected[((row * full) + Shift)..((row * full) + Shift + length)],
                found[(row * length)..((row + 1) * length)]);
        }
    }

    [Fact]
    public void Cut_DataSet_LosesTheEndOfEachTrace()
    {
        var data = SyntheticData.Create();
        var grid = RandomWindows.ModelGrid(Options, data.Manifest.Grid);

        var cut = RandomWindows.Cut(data, grid);

        Assert.Equal(grid, cut.Manifest.Grid);
        Assert.Equal(data.Voltage(7)[..grid.Length].ToArray(), cut.Voltage(7).ToArray());
        Assert.Equal(data.SpikeTimes(11).ToArray(), cut.SpikeTimes(11).ToArray());
        Assert.Same(data, RandomWindows.Cut(data, data.Manifest.Grid));
        var error = Assert.Throws<DataSetException>(() => RandomWindows.Cut(data, grid with { StimulusOffMilliseconds = 60 }));
        Assert.Equal("traces of 160 samples of 0.5 ms on a grid of 152 samples of 0.5 ms: expected the same stimulus", error.Message);
    }
}
