namespace Noble.Edge.Neurons.Tests;

/// <summary>Simulated binary crossover and polynomial mutation against what their papers say of them.</summary>
public class VariationTests
{
    private const int Draws = 40_000;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(20)]
    public void Cross_AnyParents_StaysInBounds(double index)
    {
        var random = new SearchRandom(1);
        for (var n = 0; n < Draws; n++)
        {
            // Every tenth parent lies on a bound.
            var a = new[] { n % 10 == 0 ? 0 : random.NextUniform() };
            var b = new[] { n % 10 == 1 ? 1 : random.NextUniform() };

            SimulatedBinaryCrossover.Cross(a, b, index, ref random);

            Assert.InRange(a[0], 0, 1);
            Assert.InRange(b[0], 0, 1);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public void Cross_ParentsFarFromBounds_HasTheDensityOfBeta(double index)
    {
        var random = new SearchRandom(2);
        var factors = new List<double>();
        var untouched = 0;
        for (var n = 0; n < Draws; n++)
        {
            double[] a = [0.495], b = [0.505];
            SimulatedBinaryCrossover.Cross(a, b, index, ref random);
            var factor = Math.Abs(a[0] - b[0]) / 0.01;
            Assert.Equal(0.5, (a[0] + b[0]) / 2, 1e-6);
            if (factor == 1 || (a[0] == 0.495 && b[0] == 0.505))
            {
                untouched++;
            }
            else
            {
                factors.Add(factor);
            }
        }

        // Half of the variables take part; half of their children lie between the parents.
        Assert.InRange(untouched / (double)Draws, 0.49, 0.51);
        Assert.InRange(factors.Count(f => f < 1) / (double)factors.Count, 0.49, 0.51);

        // P(β < b) = ½ b^(η + 1) under 1 and 1 - ½ b^-(η + 1) over it.
        foreach (var b in new[] { 0.8, 0.9, 1.1, 1.3 })
        {
            var expected = b < 1 ? 0.5 * Math.Pow(b, index + 1) : 1 - (0.5 * Math.Pow(b, -(index + 1)));
            Assert.Equal(expected, factors.Count(f => f < b) / (double)factors.Count, 0.015);
        }
    }

    [Fact]
    public void Cross_EqualParents_ChangesNothing()
    {
        var random = new SearchRandom(3);
        double[] a = [0.3, 0, 1], b = [0.3, 0, 1];

        SimulatedBinaryCrossover.Cross(a, b, 10, ref random);

        Assert.Equal([0.3, 0, 1], a);
        Assert.Equal([0.3, 0, 1], b);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(50)]
    public void Mutate_AnyPoint_StaysInBounds(double index)
    {
        var random = new SearchRandom(4);
        for (var n = 0; n < Draws; n++)
        {
            double[] point = [random.NextUniform(), 0, 1];

            PolynomialMutation.Mutate(point, index, 1, ref random);

            Assert.All(point, p => Assert.InRange(p, 0, 1));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(60)]
    public void Mutate_PointFarFromBounds_StepsOneOverIndexPlusTwo(double index)
    {
        var random = new SearchRandom(5);
        double sum = 0, size = 0;
        for (var n = 0; n < Draws; n++)
        {
            double[] point = [0.5];
            PolynomialMutation.Mutate(point, index, 1, ref random);
            sum += point[0] - 0.5;
            size += Math.Abs(point[0] - 0.5);
        }

        // At η = 10 the middle is 5 parts in 10,000 short of "far".
        Assert.Equal(1 / (index + 2), size / Draws, 0.015 / (index + 2));
        Assert.Equal(0, sum / Draws, 0.02 / (index + 2));
    }

    [Fact]
    public void Mutate_Probability_IsTheShareOfNumbersChanged()
    {
        var random = new SearchRandom(6);
        var point = Enumerable.Repeat(0.5, Draws).ToArray();

        PolynomialMutation.Mutate(point, 20, 0.2, ref random);

        Assert.InRange(point.Count(p => p != 0.5) / (double)Draws, 0.19, 0.21);
    }
}
