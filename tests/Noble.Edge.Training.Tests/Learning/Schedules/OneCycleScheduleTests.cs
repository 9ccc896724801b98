namespace Noble.Edge.Training.Tests;

public sealed class OneCycleScheduleTests
{
    [Fact]
    public void Rate_WholeRun_RisesToTheMaximumAndFallsToNearlyNothing()
    {
        var schedule = new OneCycleSchedule(4e-3, 1000);

        Assert.Equal(4e-3 / 25, schedule.Rate(0), 1e-12);
        Assert.Equal(4e-3, schedule.Rate(150), 1e-12);
        Assert.InRange(schedule.Rate(999), 0, 1e-7);
        for (var step = 1L; step < 1000; step++)
        {
            Assert.True(step <= 150 ? schedule.Rate(step) > schedule.Rate(step - 1) : schedule.Rate(step) < schedule.Rate(step - 1));
        }
    }
}
