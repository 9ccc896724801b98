using Noble.Edge.Operator;

namespace Noble.Edge.Rig;

/// <summary>All fluctuating conductances. A draw depends on seed, place and time alone, so that nothing of the generator has to be saved.</summary>
internal sealed class Backgrounds
{
    private const ulong Stream = 0x6261636B; // "back"

    private readonly BackgroundSpec[] _all;
    private readonly ulong _seed;
    private readonly double[] _excitatoryKept; // in a step
    private readonly double[] _inhibitoryKept;
    private readonly double[] _excitatory; // deviation in units of its standard deviation
    private readonly double[] _inhibitory;

    internal Backgrounds(CircuitSpec spec, double step)
    {
        _all = [.. spec.Background];
        _seed = spec.Seed ^ Stream;
        _excitatoryKept = [.. _all.Select(one => Math.Exp(-step / one.ExcitatoryTimeConstantMilliseconds))];
        _inhibitoryKept = [.. _all.Select(one => Math.Exp(-step / one.InhibitoryTimeConstantMilliseconds))];
        (_excitatory, _inhibitory) = (new double[_all.Length], new double[_all.Length]);
        (ExcitatoryMean, InhibitoryMean) = (new double[_all.Length], new double[_all.Length]);
    }

    /// <summary>Mean excitatory conductance of each [nS].</summary>
    internal double[] ExcitatoryMean { get; }

    /// <summary>Mean inhibitory conductance of each [nS].</summary>
    internal double[] InhibitoryMean { get; }

    internal double[][] State => [ExcitatoryMean, InhibitoryMean, _excitatory, _inhibitory];

    internal void Reset()
    {
        for (var b = 0; b < _all.Length; b++)
        {
            (ExcitatoryMean[b], InhibitoryMean[b]) = (_all[b].ExcitatoryMeanNanosiemens, _all[b].InhibitoryMeanNanosiemens);
        }
    }

    /// <summary>Goes on to a time, from the stationary distribution at time 0, and adds the conductances there.</summary>
    internal void Step(long time, double[] conductance, double[] driven)
    {
        for (var b = 0; b < _all.Length; b++)
        {
            var one = _all[b];
            _excitatory[b] = Next(_excitatory[b], one.ExcitatoryDeviationNanosiemens, _excitatoryKept[b], 2 * b, time);
            _inhibitory[b] = Next(_inhibitory[b], one.InhibitoryDeviationNanosiemens, _inhibitoryKept[b], (2 * b) + 1, time);
            var excitatory = Math.Max(ExcitatoryMean[b] + (one.ExcitatoryDeviationNanosiemens * _excitatory[b]), 0);
            var inhibitory = Math.Max(InhibitoryMean[b] + (one.InhibitoryDeviationNanosiemens * _inhibitory[b]), 0);
            conductance[one.Cell] += excitatory + inhibitory;
            driven[one.Cell] += (excitatory * one.ExcitatoryReversalMillivolts) + (inhibitory * one.InhibitoryReversalMillivolts);
        }
    }

    private double Next(double value, double deviation, double kept, int stream, long time)
    {
        if (deviation == 0)
        {
            return 0;
        }

        var drawn = new SeededRandom(_seed, (ulong)stream, (ulong)time).NextNormal();
        return time == 0 ? drawn : (kept * value) + (Math.Sqrt(1 - (kept * kept)) * drawn);
    }
}
