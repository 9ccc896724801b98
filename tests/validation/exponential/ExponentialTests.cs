using System.Numerics;
using System.Runtime.Intrinsics.X86;

namespace Noble.Edge.Validation;

/// <summary>README.md beside this file says what is measured and why.</summary>
public class ExponentialTests
{
    private const string Case = "exponential";
    private const double Limit = 708;
    private const double Claim = 2; // [units in the last place]

    /// <summary>Every form that this machine can run; the solver takes the first.</summary>
    private static readonly (string Name, Func<Lanes, Lanes> Exp)[] Forms = Avx512F.IsSupported
        ? [("table", LaneExp.ExpByTable), ("polynomial", LaneExp.ExpByPolynomial)]
        : [("polynomial", LaneExp.ExpByPolynomial)];

    [Fact]
    public void Exp_WholeRange_IsWithinTwoUnitsInTheLastPlace() =>
        Measure("-708 to 708, evenly", Run.Full ? 4_000_000 : 200_000, u => ((2 * u) - 1) * Limit);

    [Fact]
    public void Exp_WorkingRange_IsWithinTwoUnitsInTheLastPlace() =>
        Measure("-20 to 20, evenly", Run.Full ? 4_000_000 : 200_000, u => ((2 * u) - 1) * 20);

    [Fact]
    public void Exp_SmallArguments_AreWithinTwoUnitsInTheLastPlace() =>
        Measure("+-1e-300 to 1, by magnitude", Run.Full ? 1_000_000 : 50_000, u => (u < 0.5 ? -1 : 1) * Math.Pow(10, -600 * Math.Abs(u - 0.5)));

    [Fact]
    public void Exp_BoundariesOfReduction_AreWithinTwoUnitsInTheLastPlace()
    {
        // Where the rounded multiple of ln 2, or of a sixteenth of it, changes, and a few representable numbers to either side: the
        // largest remainders.
        var points = new List<double>();
        var sixteenths = Run.Full ? 1 : 7;
        for (var n = -16_336; n <= 16_336; n += sixteenths)
        {
            var x = (n + 0.5) / 16 * Math.Log(2);
            var ulp = Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);
            for (var k = -3; k <= 3; k++)
            {
                points.Add(Math.Clamp(x + (k * ulp), -Limit, Limit));
            }
        }

        points.AddRange([0, -0.0, -Limit, Limit, Math.BitIncrement(-Limit), Math.BitDecrement(Limit), double.Epsilon, -double.Epsilon]);
        MeasurePoints("boundaries of the reduction and of the range", [.. points]);
    }

    [Fact]
    public void Exp_OutsideTheRange_StaysAtTheEndsAndNormal()
    {
        double[] below = [Math.BitDecrement(-Limit), -709, -1e300, double.NegativeInfinity];
        double[] above = [Math.BitIncrement(Limit), 709, 1e300, double.PositiveInfinity];
        foreach (var (name, form) in Forms)
        {
            double Exp(double x) => form(LaneMath.Create(x))[0];
            Assert.True(double.IsNormal(Exp(-Limit)) && double.IsNormal(Exp(Limit)));
            Measured.SameCount(
                Case, $"{name}, arguments beyond +-708 that give another value than the end does",
                below.Count(x => Exp(x) != Exp(-Limit)) + above.Count(x => Exp(x) != Exp(Limit)), 0);
        }
    }

    [Fact]
    public void Exp_NotANumber_StaysNotANumber()
    {
        // In one lane only: its neighbours keep their values.
        foreach (var (_, form) in Forms)
        {
            var y = form(LaneMath.WithElement(LaneMath.Create(1.0), 3, double.NaN));
            Assert.True(double.IsNaN(y[3]));
            Assert.Equal(form(LaneMath.Create(1.0))[2], y[2]);
        }
    }

    [Fact]
    public void Exp_InTheSolver_IsTheFirstForm()
    {
        for (var x = -30.0; x < 30; x += 0.37)
        {
            Assert.Equal(Forms[0].Exp(LaneMath.Create(x)), LaneExp.Exp(LaneMath.Create(x)));
        }
    }

    [Fact]
    public void Reference_AgainstIntegers_HasTwentyEightDigits()
    {
        // The double-double is the yardstick of this case; this is the yardstick of the double-double.
        const int Bits = 300;
        double worst = 0;
        for (var i = 0; i < 500; i++)
        {
            var x = Uniform(i, 500, 7) - 0.5;
            var expected = ExactExponential.FixedPoint(x, Bits);
            var actual = ExactExponential.Scaled(x, out var exponent);
            var sum = (ExactExponential.ToFixed(actual.High, Bits) + ExactExponential.ToFixed(actual.Low, Bits)) * BigInteger.Pow(2, exponent + 10) / 1024;
            worst = Math.Max(worst, (double)(BigInteger.Abs(sum - expected) * (BigInteger.One << 200) / expected) / Math.Pow(2, 200));
        }

        Measured.AtMost(Case, "the reference itself against integer arithmetic, worst relative", worst, 1e-28, "");
    }

    private static void Measure(string range, int count, Func<double, double> place) =>
        MeasurePoints(range, [.. Enumerable.Range(0, count).Select(i => place(Uniform(i, count, 1)))]);

    private static void MeasurePoints(string range, double[] points)
    {
        foreach (var (name, form) in Forms)
        {
            Measured.AtMost(Case, $"{name}, {range}, worst of {points.Length}", Worst(points, form), Claim, "ulp");
        }
    }

    /// <summary>Largest error in units in the last place of the exact result.</summary>
    private static double Worst(double[] points, Func<Lanes, Lanes> form)
    {
        double worst = 0;
        for (var i = 0; i < points.Length; i += Lanes.Count)
        {
            var x = Lanes.Zero;
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                x = LaneMath.WithElement(x, lane, points[Math.Min(i + lane, points.Length - 1)]);
            }

            var y = form(x);
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                var error = ErrorInUlp(LaneMath.GetElement(x, lane), LaneMath.GetElement(y, lane));
                worst = error <= worst ? worst : error;
            }
        }

        return worst;
    }

    private static double ErrorInUlp(double x, double actual)
    {
        var exact = ExactExponential.Scaled(x, out var exponent);
        var scaled = new DoubleDouble(Math.ScaleB(actual, -exponent), 0);
        var difference = scaled + new DoubleDouble(-exact.High, -exact.Low);
        var ulp = Math.BitIncrement(exact.High) - exact.High;
        return Math.Abs(difference.High) / ulp;
    }

    // Evenly spread and not on a grid: the golden ratio's multiples (Weyl).
    private static double Uniform(int i, int count, int seed)
    {
        var x = (i + 0.5) / count;
        var jitter = ((i + seed) * 0.6180339887498949) % 1.0;
        return x + ((jitter - 0.5) / count);
    }
}
