using System.Diagnostics;

namespace Noble.Edge.Trainer;

/// <summary>One stage of a long command: a bar with the time that is left.</summary>
internal sealed class Stage(string name)
{
    private readonly ProgressLine _line = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Shows how far it is.</summary>
    public void Show(int done, int all) => _line.Show(
        () => $"{name} {ProgressLine.Bar(done / (double)all)} {done}/{all}  {(done == all ? $"{ProgressLine.Time(_clock.Elapsed)}" : $"ETA {ProgressLine.Time(_clock.Elapsed * ((all - done) / (double)done))}")}",
        done == all);
}
