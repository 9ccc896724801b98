using System.Runtime.InteropServices;

namespace Noble.Edge.Neurons;

/// <summary>Currents and voltages of one group of runs, lanes side by side, and one trace taken apart; reused from group to group.</summary>
internal sealed class GroupBuffers
{
    private readonly Lanes[] _current;
    private readonly Lanes[][] _voltage;
    private readonly double[] _laneCurrent;
    private readonly double[][] _laneVoltage;
    private readonly SimulatedTrace _trace;

    /// <param name="samples">Samples in the window.</param>
    /// <param name="places">Places recorded.</param>
    public GroupBuffers(int samples, int places)
    {
        _current = new Lanes[samples];
        _voltage = [.. Enumerable.Range(0, places).Select(_ => new Lanes[samples])];
        _laneCurrent = new double[samples];
        _laneVoltage = [.. Enumerable.Range(0, places).Select(_ => new double[samples])];
        _trace = new SimulatedTrace(_laneCurrent, [.. _laneVoltage.Select(v => (ReadOnlyMemory<double>)v)]);
    }

    public int SampleCount => _current.Length;

    public Lanes Current(int step) => _current[step];

    public void SetCurrent(int lane, Stimulus stimulus, double stepMilliseconds)
    {
        Array.Clear(_laneCurrent);
        stimulus.AddTo(_laneCurrent, stepMilliseconds);
        var current = MemoryMarshal.Cast<Lanes, double>(_current.AsSpan());
        for (var n = 0; n < _laneCurrent.Length; n++)
        {
            current[(n * LoweredCell.LaneCount) + lane] = _laneCurrent[n];
        }
    }

    /// <summary>No current into the lanes from <paramref name="first"/> on, which repeat another run's neuron.</summary>
    public void ClearCurrents(int first)
    {
        var current = MemoryMarshal.Cast<Lanes, double>(_current.AsSpan());
        for (var n = 0; n < _current.Length; n++)
        {
            current[((n * LoweredCell.LaneCount) + first)..((n + 1) * LoweredCell.LaneCount)].Clear();
        }
    }

    public void Record(int sample, int place, Lanes voltage) => _voltage[place][sample] = voltage;

    /// <summary>One lane's currents and voltages, until the next call.</summary>
    public SimulatedTrace Trace(int lane)
    {
        TakeLane(_current, lane, _laneCurrent);
        for (var place = 0; place < _voltage.Length; place++)
        {
            TakeLane(_voltage[place], lane, _laneVoltage[place]);
        }

        return _trace;
    }

    private static void TakeLane(ReadOnlySpan<Lanes> from, int lane, Span<double> to)
    {
        var values = MemoryMarshal.Cast<Lanes, double>(from);
        for (var n = 0; n < to.Length; n++)
        {
            to[n] = values[(n * LoweredCell.LaneCount) + lane];
        }
    }
}
