using Noble.Edge.Tests;

namespace Noble.Edge.Operator.Tests;

public sealed class TransientTrainTests
{
    private const double Rheobase = 0.18, Onset = 0.22;

    private static readonly ClockSpec Spec = new()
    {
        TimeConstantsMilliseconds = [10],
        Splines = 4,
        OnsetFeature = "threshold_current",
        MapFeatures = [],
        ReferenceNanoamperes = 0.1,
        TransientSpikes = 3,
        RheobaseFeature = "rheobase",
    };

    // Spikes come at 0, 1/2 and 3/4 of the zone; intervals 20 - 10 x, 25 - 8 x, 30 ms.
    private static readonly double[] Coefficients = [0, 20, -10, 0, 0, 0, 0.5, 25, -8, 0, 0, 0, 0.75, 30, 0, 0, 0, 0];

    [Theory]
    [InlineData(0.1799, 0)]
    [InlineData(0.18, 1)]
    [InlineData(0.1999, 1)]
    [InlineData(0.2001, 2)]
    [InlineData(0.2101, 3)]
    public void Times_AcrossTheZone_GainsASpikeAtEachOnset(double current, int expected)
    {
        Span<double> times = stackalloc double[3];

        Assert.Equal(expected, TransientTrain.Times(Spec, Coefficients, current, Rheobase, Onset, [], times));
    }

    [Fact]
    public void Times_FollowTheIntervalsPolynomials()
    {
        Span<double> times = stackalloc double[3];
        TransientTrain.Times(Spec, Coefficients, 0.205, Rheobase, Onset, [], times);

        var first = 20 - (10 * Math.Pow(0.025 / 0.02, 0.25));
        Assert.Equal(first, times[0], 1e-12);
        Assert.Equal(first + 25 - (8 * Math.Pow(0.005 / 0.02, 0.25)), times[1], 1e-12);
    }

    [Fact]
    public void Times_KnownOnset_StandsForQ()
    {
        Span<double> times = stackalloc double[3];

        Assert.Equal(1, TransientTrain.Times(Spec, Coefficients, 0.205, Rheobase, Onset, [0.206], times));
        Assert.Equal(2, TransientTrain.Times(Spec, Coefficients, 0.207, Rheobase, Onset, [0.206], times));
        Assert.Equal(25 - (8 * Math.Pow(0.001 / 0.02, 0.25)), times[1] - times[0], 1e-12);
    }

    [Fact]
    public void Times_PolynomialsThatTurnNegative_StayAscending()
    {
        double[] wild = [.. Coefficients];
        wild[2] = wild[8] = -500;
        Span<double> times = stackalloc double[3];
        var count = TransientTrain.Times(Spec, wild, 0.215, Rheobase, Onset, [], times);

        Assert.Equal(3, count);
        Assert.True(times[0] > 0 && times[1] > times[0] && times[2] > times[1]);
    }

    [Fact]
    public void Evaluate_PassesAWholeNumberAtEachSpikeAndRestsHalfACycleLater()
    {
        const double Step = 0.05;
        double[] times = [9.5, 28.5, 50];
        var (phase, rate) = (new double[8000], new double[8000]);
        TransientTrain.Evaluate(times, Step, phase, rate);

        Assert.Equal(-0.5, phase[0]);
        for (var n = 0; n < times.Length; n++)
        {
            Assert.Equal(n, phase[(int)Math.Round(times[n] / Step)], 1e-9);
        }

        for (var i = 1; i < phase.Length; i++)
        {
            Assert.True(phase[i] >= phase[i - 1], $"phase falls at sample {i}");
            Assert.Equal(rate[i - 1], rate[i], 0.01); // continuous: 0.05 ms is a small part of every interval

            // The rate is the phase's derivative.
            Assert.Equal((rate[i] + rate[i - 1]) / 2, (phase[i] - phase[i - 1]) / Step, 1e-3);
        }

        Assert.Equal(2.5, phase[^1], 1e-6);
        Assert.Equal(0, rate[^1], 1e-6);
    }

    [Fact]
    public void Evaluate_OneSpike_Rests()
    {
        var (phase, rate) = (new double[1000], new double[1000]);
        TransientTrain.Evaluate([12], 0.1, phase, rate);

        Assert.Equal(0, phase[120], 1e-12);
        Assert.Equal(0.5, phase[^1], 1e-3);
        Assert.Equal(0, rate[^1], 1e-4);
    }

    [Fact]
    public void Hot_AllocatesNothing()
    {
        var (phase, rate, times) = (new double[4000], new double[4000], new double[3]);
        var sum = 0.0;
        foreach (var run in AllocationAssert.Runs())
        {
            sum = 0;
            for (var i = 0; i < 20; i++)
            {
                var count = TransientTrain.Times(Spec, Coefficients, 0.215, Rheobase, Onset, [], times);
                TransientTrain.Evaluate(times.AsSpan(0, count), 0.1, phase, rate);
                sum += phase[^1];
            }
        }
        Assert.Equal(20 * 2.5, sum, 1e-3);
    }
}
