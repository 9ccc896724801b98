using Noble.Edge.Tests;

namespace Noble.Edge.Training.Tests;

public sealed class TrainingCurveTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Constructor_CurveOfAnEarlierVersionAndARowCutShort_KeepsWhatIsBeforeTheStep()
    {
        var path = _temporary.File("curve.csv");
        File.WriteAllText(path, "step,seconds,loss,learning_rate\n20,1.0,0.5,0.001\n40,2.0,0.4,0.002\n60,3.0,0.3,0.002\n80,4");

        using (var curve = new TrainingCurve(path, fromStep: 40))
        {
            curve.Add(new TrainingProgress(45, 100, 0.35, 0.002, TimeSpan.FromSeconds(2.5), TimeSpan.Zero, new ValidationResult(0.45, 0.1)));
            curve.Add(new TrainingProgress(46, 100, 0.35, 0.002, TimeSpan.FromSeconds(2.5), TimeSpan.Zero));
            curve.Add(new TrainingProgress(60, 100, 0.33, 0.002, TimeSpan.FromSeconds(3), TimeSpan.Zero));
        }

        Assert.Equal(
            ["step,seconds,loss,learning_rate,validation_loss,validation_relative_l2", "20,1.0,0.5,0.001,,", "40,2.0,0.4,0.002,,", "45,2.5,0.35,0.002,0.45,0.1", "60,3.0,0.33,0.002,,"],
            File.ReadAllLines(path));
        Assert.Equal([45, 2.5, 0.35, 0.002, 0.45, 0.1], TrainingCurve.Read(path)[2]);
        Assert.True(double.IsNaN(TrainingCurve.Read(path)[0][4]));
    }
}
