using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class VoltageTapTests
{
    private const double Interval = 100_000; // [ns]
    private const int Samples = 10;
    private const long Trial = 1_000_000; // [ns]

    private readonly VoltageTap _tap = new(new Ramp(), trialsAhead: 2);
    private readonly float[] _buffer = new float[64];

    [Fact]
    public void Read_AsTimeGoesBy_GivesEachSampleOnceWhenItsTimeHasCome()
    {
        using var reader = _tap.Attach()!;
        reader.Neuron = 1;
        Render(0, 1);

        Assert.Equal([100f], Read(reader, 0, 1, 0));
        Assert.Equal([], Read(reader, 99_999, null, null));
        Assert.Equal([101f, 102], Read(reader, 299_999, 1, 100_000));
        Assert.Equal([103f, 104, 105, 106, 107, 108, 109], Read(reader, 1_050_000, 1, 300_000));
        Assert.Equal([1100f], Read(reader, 1_050_000, 1, Trial));
    }

    [Fact]
    public void Read_AnotherNeuron_LetsTheFirstOnesRestGo()
    {
        using var reader = _tap.Attach()!;
        reader.Neuron = 1;
        Render(0);
        reader.Neuron = 2;
        Assert.Equal([], Read(reader, long.MaxValue / 2, null, null));
        Render(1);
        Assert.Equal(1200f, Read(reader, 2 * Trial, 2, Trial)[0]);
        reader.Neuron = -1;
        Render(2);
        Assert.Equal([], Read(reader, long.MaxValue / 2, null, null));
    }

    [Fact]
    public void Render_ReaderThatStandsStill_IsHeldUpByNobodyAndAllocatesNothing()
    {
        using var reader = _tap.Attach()!;
        reader.Neuron = 0;
        var trial = 0;
        foreach (var run in AllocationAssert.Runs())
        {
            for (var i = 0; i < 100; i++)
            {
                Render(trial++);
            }
        }

        // What was kept is the oldest, whole.
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], Read(reader, long.MaxValue / 2, 0, 0));
    }

    [Fact]
    public void Attach_MoreThanThereIsRoomFor_GivesNoneUntilOneLeaves()
    {
        var readers = Enumerable.Range(0, VoltageTap.ReadersMaximum).Select(_ => _tap.Attach()!).ToArray();
        Assert.Null(_tap.Attach());
        readers[7].Dispose();
        Assert.NotNull(_tap.Attach());
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(3)]
    public void Neuron_ThatDoesNotExist_SaysTheRange(int neuron)
    {
        using var reader = _tap.Attach()!;
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => reader.Neuron = neuron);
        Assert.Contains("expected 0 to 2, or -1", error.Message, StringComparison.Ordinal);
    }

    private void Render(params ReadOnlySpan<long> trials)
    {
        foreach (var trial in trials)
        {
            _tap.Render(trial, default);
        }
    }

    private float[] Read(VoltageReader reader, long now, int? neuron, long? first)
    {
        var count = reader.Read(now, _buffer, out var whose, out var at);
        Assert.Equal((neuron ?? whose, first ?? at), (whose, at));
        return _buffer[..count];
    }

    // 1000 a trial, 100 a neuron, 1 a sample.
    private sealed class Ramp : IWindowRenderer
    {
        private readonly float[] _voltage = new float[3 * Samples];

        public int NeuronCount => 3;

        public int SamplesPerTrial => Samples;

        public double SampleIntervalNanoseconds => Interval;

        public ReadOnlySpan<float> Render(long trial, ReadOnlySpan<double> currentNanoamperes)
        {
            for (var i = 0; i < _voltage.Length; i++)
            {
                _voltage[i] = (1000 * trial) + (100 * (i / Samples)) + (i % Samples);
            }

            return _voltage;
        }
    }
}
