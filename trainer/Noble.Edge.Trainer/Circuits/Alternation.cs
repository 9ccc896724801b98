namespace Noble.Edge.Trainer;

/// <summary>How two cells take turns: bursts, period, duty cycle and phase.</summary>
/// <remarks>
/// A burst ends where a cell is silent for longer than the gap; bursts of fewer than two spikes do not count, nor do those that the window cuts. A
/// cycle goes from a burst's first spike to that of the next burst of the same cell; its duty is the share from first to last spike; the phase is the
/// place of the other cell's first spike in cell 0's cycle.
/// </remarks>
internal sealed record Alternation
{
    /// <summary>Whole cycles of cell 0.</summary>
    public required int Cycles { get; init; }

    /// <summary>Period, ms.</summary>
    public required MeanAndSpread PeriodMilliseconds { get; init; }

    /// <summary>Share of the period in which cell 0 and the other fire.</summary>
    public required MeanAndSpread[] Duty { get; init; }

    /// <summary>Where in cell 0's cycle the other cell begins, 0 to 1.</summary>
    public required MeanAndSpread Phase { get; init; }

    /// <summary>Spikes of a burst of cell 0 and of the other.</summary>
    public required MeanAndSpread[] SpikesPerBurst { get; init; }

    /// <summary>Measures two spike trains.</summary>
    /// <param name="spikes">Spike times of cell 0 and of the other, rising, ms.</param>
    /// <param name="from">What is before is not looked at, ms.</param>
    /// <param name="gap">Silence that ends a burst, ms.</param>
    /// <returns>Null where there is no whole cycle with a burst of the other in it.</returns>
    public static Alternation? Measure(double[][] spikes, double from, double gap)
    {
        var bursts = spikes.Select(train => Bursts([.. train.Where(time => time >= from)], gap)).ToArray();
        var cycles = bursts.Select(own => own.Zip(own.Skip(1), (one, next) => (one.First, one.Last, Next: next.First, one.Spikes)).ToArray()).ToArray();
        double[] phases =
        [
            .. cycles[0].SelectMany(cycle => bursts[1].Where(other => other.First >= cycle.First && other.First < cycle.Next).Take(1)
                .Select(other => (other.First - cycle.First) / (cycle.Next - cycle.First))),
        ];
        if (phases.Length == 0 || cycles[1].Length == 0)
        {
            return null;
        }

        return new Alternation
        {
            Cycles = cycles[0].Length,
            PeriodMilliseconds = MeanAndSpread.Of(cycles[0].Select(cycle => cycle.Next - cycle.First)),
            Duty = [.. cycles.Select(own => MeanAndSpread.Of(own.Select(cycle => (cycle.Last - cycle.First) / (cycle.Next - cycle.First))))],
            Phase = MeanAndSpread.Of(phases),
            SpikesPerBurst = [.. cycles.Select(own => MeanAndSpread.Of(own.Select(cycle => (double)cycle.Spikes)))],
        };
    }

    private static List<(double First, double Last, int Spikes)> Bursts(double[] times, double gap)
    {
        var bursts = new List<(double First, double Last, int Spikes)>();
        for (var (first, i) = (0, 1); i <= times.Length; i++)
        {
            if (i < times.Length && times[i] - times[i - 1] <= gap)
            {
                continue;
            }

            if (i - first >= 2)
            {
                bursts.Add((times[first], times[i - 1], i - first));
            }

            first = i;
        }

        // The first one may have begun before the window.
        return [.. bursts.Skip(1)];
    }
}
