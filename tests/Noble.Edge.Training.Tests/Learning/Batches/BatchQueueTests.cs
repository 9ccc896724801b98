using TorchSharp;

namespace Noble.Edge.Training.Tests;

public sealed class BatchQueueTests
{
    private static readonly TrainingConfiguration Options = SyntheticData.Configuration(4) with { WindowShiftMilliseconds = 4 };

    public BatchQueueTests() => TorchNative.EnsureLoadable();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Take_WithSeveralWorkers_GivesTheBatchesOfTheSteps(int ahead)
    {
        const int First = 3, Count = 40;
        var data = SyntheticData.Create();
        var design = ModelDesign.Create(Options, data);
        using var source = new BatchSource(data, design, Options);
        using var alone = new BatchSource(data, design, Options);
        using var queue = new BatchQueue(source, torch.CPU, First, ahead);

        for (var step = First; step < First + Count; step++)
        {
            using var batch = queue.Take();
            using var expected = alone.Make(step, torch.CPU);
            Assert.Equal(expected.Traces, batch.Traces);
            Assert.Equal(Values(expected.Input), Values(batch.Input));
            Assert.Equal(Values(expected.Target), Values(batch.Target));
            Assert.Equal(Values(expected.Offset), Values(batch.Offset));
        }
    }

    [Fact]
    public void Take_BatchThatCannotBeMade_TellsWhyAtItsStep()
    {
        using var queue = new BatchQueue(new FailingSource(failsFrom: 2), torch.CPU, first: 0, ahead: 3);

        queue.Take().Dispose();
        queue.Take().Dispose();

        Assert.Equal("step 2", Assert.Throws<DataSetException>(queue.Take).Message);
    }

    private static float[] Values(torch.Tensor tensor) => tensor.data<float>().ToArray();

    private sealed class FailingSource(long failsFrom) : IBatchSource
    {
        public int TraceCount => 1;

        public long StepsPerEpoch => 1;

        public TraceBatch Make(long step, torch.Device device) => step < failsFrom
            ? new TraceBatch([0], torch.zeros(1, 1, 2), torch.zeros(1, 2), torch.zeros(1, 1))
            : throw new DataSetException($"step {step}");
    }
}
