using Noble.Edge.Operator;

namespace Noble.Edge.Training.Tests;

public sealed class SpikeTrainDistanceTests
{
    [Theory]
    [InlineData(new double[] { }, new double[] { }, 1, 0)]
    [InlineData(new double[] { 5, 9 }, new double[] { 5, 9 }, 1, 0)]
    [InlineData(new double[] { 5, 9 }, new double[] { 9 }, 1, 1)]
    [InlineData(new double[] { 5 }, new double[] { 5.4 }, 1, 0.4)]
    [InlineData(new double[] { 5 }, new double[] { 5.4 }, 0.5, 0.2)]
    [InlineData(new double[] { 5 }, new double[] { 9 }, 1, 2)]
    [InlineData(new double[] { 1, 5, 9 }, new double[] { 1.5, 20 }, 1, 3.5)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 8, 9 }, 0, 1)]
    public void VictorPurpura_TwoTrains_IsTheLeastCost(double[] a, double[] b, double cost, double expected)
    {
        Assert.Equal(expected, SpikeTrainDistance.VictorPurpura(a, b, cost), 12);
        Assert.Equal(expected, SpikeTrainDistance.VictorPurpura(b, a, cost), 12);
    }

    [Fact]
    public void VictorPurpura_RandomTrains_KeepTheTriangleInequality()
    {
        var random = new SeededRandom(7);
        for (var i = 0; i < 200; i++)
        {
            var (a, b, c) = (Train(ref random), Train(ref random), Train(ref random));

            Assert.True(
                SpikeTrainDistance.VictorPurpura(a, c, 1) <= SpikeTrainDistance.VictorPurpura(a, b, 1) + SpikeTrainDistance.VictorPurpura(b, c, 1) + 1e-12,
                $"trains {i}: the way by a third train is shorter");
        }
    }

    [Fact]
    public void VanRossum_OneSpikeTooMany_IsTheRootOfAHalf()
    {
        Assert.Equal(Math.Sqrt(0.5), SpikeTrainDistance.VanRossum([5], [], 10), 12);
        Assert.Equal(0, SpikeTrainDistance.VanRossum([5, 30], [5, 30], 10), 6);
    }

    [Fact]
    public void VanRossum_LongTau_CountsSpikes() =>
        Assert.Equal(3 * Math.Sqrt(0.5), SpikeTrainDistance.VanRossum([1, 20, 40, 60, 90], [15, 70], 1e9), 6);

    [Fact]
    public void VanRossum_ShortTau_CountsSpikesThatDoNotCoincide() =>
        Assert.Equal(Math.Sqrt(2 * 0.5), SpikeTrainDistance.VanRossum([1, 20, 40], [1, 20.5, 40], 1e-6), 9);

    [Fact]
    public void VanRossum_RandomTrains_EqualTheIntegral()
    {
        var random = new SeededRandom(3);
        for (var i = 0; i < 10; i++)
        {
            var (a, b) = (Train(ref random), Train(ref random));

            // The midpoint rule on 1 µs: a spike inside a step moves its exponential by half a step at most, 5e-5 of tau.
            Assert.Equal(Integral(a, b, 10), SpikeTrainDistance.VanRossum(a, b, 10), 3);
        }
    }

    private static double Integral(double[] a, double[] b, double tau)
    {
        const double Step = 1e-3;
        var sum = 0.0;
        for (var t = Step / 2; t < 250; t += Step)
        {
            var difference = Filtered(a, t, tau) - Filtered(b, t, tau);
            sum += difference * difference * Step;
        }

        return Math.Sqrt(sum / tau);
    }

    private static double Filtered(double[] train, double time, double tau) => train.Sum(spike => spike <= time ? Math.Exp((spike - time) / tau) : 0);

    private static double[] Train(ref SeededRandom random)
    {
        var times = new double[random.NextIndex(9)];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = 100 * random.NextUniform();
        }

        return [.. times.Order()];
    }
}
