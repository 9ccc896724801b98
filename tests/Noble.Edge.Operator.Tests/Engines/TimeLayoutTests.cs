namespace Noble.Edge.Operator.Tests.Engines;

public class TimeLayoutTests
{
    [Theory]
    [InlineData(8583, 540, 8)]
    [InlineData(8583, 576, 8)]
    [InlineData(8583, 575, 16)]
    [InlineData(101, 101, 4)]
    [InlineData(101, 37, 8)]
    [InlineData(96, 24, 8)]
    public void TimeLayout_OnShortGrid_HoldsEverySampleOnceInItsCell(int length, int points, int lanes)
    {
        TimeLayout layout = TimeLayout.OnShortGrid(length, points, 7, lanes);

        AssertHoldsEverySample(layout, (sample, group, lane) => Assert.Equal((long)sample * points / length, (group * lanes) + lane));
    }

    [Theory]
    [InlineData(18, 8)]
    [InlineData(100, 4)]
    [InlineData(97, 16)]
    [InlineData(1, 8)]
    public void TimeLayout_Direct_HoldsEverySampleOnceInOrder(int length, int lanes)
    {
        TimeLayout layout = TimeLayout.Direct(length, lanes);

        AssertHoldsEverySample(layout, (_, _, _) => { });
        Assert.Equal(1, layout.Sample(0, 1 / lanes, 1 % lanes) < 0 ? 1 : layout.Sample(0, 1 / lanes, 1 % lanes));
        Assert.True(layout.IsDirect);
    }

    [Theory]
    [InlineData(8583, 576, 8, 24)] // a common factor of 3
    [InlineData(8583, 575, 8, 72)] // none, and a last group that is not full
    [InlineData(96, 24, 8, 1)] // four samples in every cell
    [InlineData(96, 36, 4, 3)] // cells repeat after 3, groups of 4 after 12 cells
    public void ShortGrid_WindowTable_RepeatsWhereTheCellsDo(int length, int points, int lanes, int groups)
    {
        const int Width = 7;
        const int Modes = 5;
        TimeLayout layout = TimeLayout.OnShortGrid(length, points, Width, lanes);
        float[] table = ShortGrid.WindowTable(layout, Modes);
        var window = new KaiserBessel(Width, (double)points / ((2 * Modes) - 1));

        Assert.Equal(groups, layout.WindowGroups);
        Assert.Equal(groups * Width * layout.GroupFloats, table.Length);
        for (int group = 0; group < layout.Groups; group++)
        {
            for (int i = 0; i < layout.GroupFloats; i++)
            {
                int sample = layout.Sample(group, i / lanes, i % lanes);
                int cell = (group * lanes) + (i % lanes);
                for (int point = 0; point < Width; point++)
                {
                    // The point lies half a window to the left of its number.
                    double distance = ((double)sample * points / length) - (cell + point - (0.5 * Width) + 1);
                    double expected = sample < 0 ? 0 : window.Value(distance);
                    Assert.Equal(expected, table[((((group % groups) * Width) + point) * layout.GroupFloats) + i], 1e-6);
                }
            }
        }
    }

    [Theory]
    [InlineData(4, 2.1)]
    [InlineData(7, 2.1)]
    [InlineData(8, 3.0)]
    public void KaiserBessel_Transform_IsTheIntegralOfTheWindow(int width, double oversampling)
    {
        var window = new KaiserBessel(width, oversampling);

        foreach (double frequency in (double[])[0, 0.1, 0.238, 0.6])
        {
            // The trapezoidal rule; the window ends in a step of 1 / I0(beta).
            const int Steps = 20_000;
            double sum = 0;
            for (int i = 0; i <= Steps; i++)
            {
                double d = width * (((double)i / Steps) - 0.5);
                sum += (i is 0 or Steps ? 0.5 : 1) * window.Value(d) * Math.Cos(2 * Math.PI * frequency * d);
            }

            Assert.Equal(sum * width / Steps, window.Transform(frequency), 1e-6);
        }

        Assert.Equal(1, window.Value(0));
        Assert.Equal(0, window.Value((0.5 * width) + 1e-9));
    }

    private static void AssertHoldsEverySample(TimeLayout layout, Action<int, int, int> check)
    {
        var found = new List<int>();
        for (int group = 0; group < layout.Groups; group++)
        {
            for (int i = 0; i < layout.GroupFloats; i++)
            {
                int sample = layout.Sample(group, i / layout.Lanes, i % layout.Lanes);
                if (sample >= 0)
                {
                    found.Add(sample);
                    check(sample, group, i % layout.Lanes);
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, layout.Length), found.Order());
    }
}
