namespace Noble.Edge.Training.Tests;

public sealed class LearningRateSchedulesTests
{
    [Fact]
    public void Cosine_RisesStraightThenFallsToItsEnd()
    {
        var schedule = new CosineSchedule(1, 101, 0, 0.1);

        Assert.Equal([1, 0.55, 0.1], new[] { schedule.Rate(0), schedule.Rate(50), schedule.Rate(100) }.Select(r => Math.Round(r, 12)));

        var warm = new CosineSchedule(1, 100, 0.1, 0);
        Assert.Equal(1.0 / 11, warm.Rate(0), 1e-12);
        Assert.Equal(10.0 / 11, warm.Rate(9), 1e-12);
        Assert.Equal(1, warm.Rate(10), 1e-12);
        Assert.Equal(0, warm.Rate(99), 1e-12);
    }

    [Fact]
    public void Plateau_LossThatStandsStill_ReducesTheRateAfterItsPatience()
    {
        var schedule = new PlateauSchedule(1, 0.5, 2);
        var rates = new List<double>();
        foreach (var loss in new[] { 3, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1.0 })
        {
            schedule.Judge(loss);
            rates.Add(schedule.Rate(0));
        }

        // Best at the second; two are let pass, the third without improvement halves the rate; and again.
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25], rates);
    }

    [Fact]
    public void Plateau_GainUnderATenThousandth_IsNone()
    {
        var schedule = new PlateauSchedule(1, 0.5, 0);
        schedule.Judge(1);
        schedule.Judge(0.99995);

        Assert.Equal(0.5, schedule.Rate(0));
    }

    [Fact]
    public void Create_EachName_GivesAScheduleOfItsOwn()
    {
        var configuration = new TrainingConfiguration { Steps = 100, LearningRate = 0.5 };
        var curves = LearningRateSchedules.Names.ToDictionary(
            name => name,
            name => string.Join(' ', Enumerable.Range(0, 100).Select(step => LearningRateSchedules.Create(configuration with { Schedule = name }).Rate(step))));

        // A plateau that nothing was told yet is constant.
        Assert.Equal(curves["constant"], curves["plateau"]);
        Assert.Equal(3, curves.Values.Distinct().Count());
    }
}
