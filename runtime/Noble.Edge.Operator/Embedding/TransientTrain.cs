namespace Noble.Edge.Operator;

/// <summary>
/// The transient part of the spike clock: the one to a few spikes that a neuron fires between rheobase and onset before it rests.
/// </summary>
/// <remarks>
/// Spike n (0, 1, ...) exists over its own onset current, I_n = rheobase + q_n (onset - rheobase), q_0 = 0, or the neuron's own where
/// that is a latent feature; its interval from the
/// spike before it (the first: from current onset) is a polynomial of degree 4 in x = ((I - I_n) / 0.02 nA)^(1/4), which follows the
/// steep lengthening next to I_n. Coefficients are laid out [spike][q, p_0, p_1, ... p_4], p in ms.
/// The phase passes n at spike n, monotone and with a continuous rate (Fritsch and Carlson 1980); it starts at -1/2 and, after the
/// last spike, goes to rest half a cycle later.
/// </remarks>
public static class TransientTrain
{
    /// <summary>Terms of an interval's polynomial.</summary>
    public const int Terms = 5;

    /// <summary>q and the polynomial.</summary>
    public const int CoefficientsPerSpike = 1 + Terms;

    private const double ReferenceNanoamperes = 0.02;
    private const double ShortestIntervalMilliseconds = 1;
    private const double StartPhase = -0.5, RestAfterLast = 0.5;

    /// <summary>The polynomial's variable; 0 at and under the spike's onset.</summary>
    public static double Variable(double currentNanoamperes, double onsetNanoamperes) =>
        Math.Sqrt(Math.Sqrt(Math.Max(0, currentNanoamperes - onsetNanoamperes) / ReferenceNanoamperes));

    /// <summary>The train's spike times at a current between rheobase and onset.</summary>
    /// <param name="spec">Shape of the clock.</param>
    /// <param name="transient">The transient part of the neuron's coefficients.</param>
    /// <param name="currentNanoamperes">Step amplitude.</param>
    /// <param name="rheobaseNanoamperes">Of the neuron.</param>
    /// <param name="onsetNanoamperes">Of the neuron.</param>
    /// <param name="knownOnsets">Onset currents of the second, third, ... spike where they are known [nA]; they stand for q.</param>
    /// <param name="times">Receives the times from current onset [ms], ascending; shape [<see cref="ClockSpec.TransientSpikes"/>].</param>
    /// <returns>Spikes.</returns>
    public static int Times(
        ClockSpec spec,
        ReadOnlySpan<double> transient,
        double currentNanoamperes,
        double rheobaseNanoamperes,
        double onsetNanoamperes,
        ReadOnlySpan<double> knownOnsets,
        Span<double> times)
    {
        var (time, spikeOnset) = (0.0, rheobaseNanoamperes);
        for (var n = 0; n < spec.TransientSpikes; n++)
        {
            var own = transient.Slice(n * CoefficientsPerSpike, CoefficientsPerSpike);
            spikeOnset = Math.Max(spikeOnset, SpikeOnset(n, own[0], rheobaseNanoamperes, onsetNanoamperes, knownOnsets));
            if (currentNanoamperes < spikeOnset)
            {
                return n;
            }

            var x = Variable(currentNanoamperes, spikeOnset);
            var interval = 0.0;
            for (var k = Terms; k >= 1; k--)
            {
                interval = (interval * x) + own[k];
            }

            time += Math.Max(ShortestIntervalMilliseconds, interval);
            times[n] = time;
        }

        return spec.TransientSpikes;
    }

    /// <summary>Onset current of a spike [nA].</summary>
    /// <param name="n">Spike, from 0.</param>
    /// <param name="q">Its q.</param>
    /// <param name="rheobaseNanoamperes">Of the neuron.</param>
    /// <param name="onsetNanoamperes">Of the neuron.</param>
    /// <param name="knownOnsets">Onset currents of the second, third, ... spike where they are known [nA].</param>
    public static double SpikeOnset(int n, double q, double rheobaseNanoamperes, double onsetNanoamperes, ReadOnlySpan<double> knownOnsets) =>
        n == 0 ? rheobaseNanoamperes
        : n <= knownOnsets.Length ? knownOnsets[n - 1]
        : rheobaseNanoamperes + (q * (onsetNanoamperes - rheobaseNanoamperes));

    /// <summary>Phase [spikes] and rate [spikes/ms] at each sample after current onset.</summary>
    /// <param name="times">Spike times from current onset [ms], ascending, at least one.</param>
    /// <param name="stepMilliseconds">Sampling interval.</param>
    /// <param name="phase">Shape [sample], sample 0 at the onset.</param>
    /// <param name="rate">Shape [sample].</param>
    /// <remarks>Hot path: no allocation.</remarks>
    public static void Evaluate(ReadOnlySpan<double> times, double stepMilliseconds, Span<double> phase, Span<double> rate)
    {
        var (n, left, leftPhase) = (0, 0.0, StartPhase); // the segment ends at spike n
        var (leftRate, rightRate) = (SegmentRate(times, 0), SpikeRate(times, 0));
        var (remaining, decay) = (0.0, 0.0); // of the half cycle after the last spike, from sample to sample
        for (var i = 0; i < phase.Length; i++)
        {
            var u = i * stepMilliseconds;
            while (n < times.Length && u >= times[n])
            {
                (left, leftPhase, leftRate) = (times[n], n, rightRate);
                n++;
                rightRate = n < times.Length ? SpikeRate(times, n) : 0;
                remaining = Math.Exp(-leftRate * (u - left) / RestAfterLast);
                decay = Math.Exp(-leftRate * stepMilliseconds / RestAfterLast);
            }

            if (n < times.Length)
            {
                (phase[i], rate[i]) = Hermite((u - left) / (times[n] - left), times[n] - left, leftPhase, n, leftRate, rightRate);
            }
            else
            {
                (phase[i], rate[i]) = (leftPhase + (RestAfterLast * (1 - remaining)), leftRate * remaining);
                remaining *= decay;
            }
        }
    }

    // Mean rate of the segment that ends at spike n.
    private static double SegmentRate(ReadOnlySpan<double> times, int n) => n == 0 ? -StartPhase / times[0] : 1 / (times[n] - times[n - 1]);

    // Fritsch and Carlson's rate at a spike between two segments, by the harmonic mean that keeps the phase monotone.
    private static double SpikeRate(ReadOnlySpan<double> times, int n)
    {
        var before = SegmentRate(times, n);
        if (n + 1 >= times.Length)
        {
            return before;
        }

        var after = SegmentRate(times, n + 1);
        return 2 * before * after / (before + after);
    }

    private static (double Value, double Slope) Hermite(double s, double width, double from, double to, double fromSlope, double toSlope)
    {
        var (a, b) = (fromSlope * width, toSlope * width);
        var rise = to - from;
        var c2 = (3 * rise) - (2 * a) - b;
        var c3 = a + b - (2 * rise);
        return (from + (s * (a + (s * (c2 + (s * c3))))), (a + (s * ((2 * c2) + (s * 3 * c3)))) / width);
    }
}
