using System.Runtime.InteropServices;

namespace Noble.Edge.Neurons;

/// <summary>Currents and voltages of one group of runs, lanes side by side, and one trace taken apart; reused from group to group.</summary>
internal sealed class GroupBuffers
{
    private readonly Lanes[] _current;
    private readonly Lanes[][] _voltage;
    private readonly double[] _laneCurrent;
    private readonly double[][] _laneVoltage;
    private readonly int[] _inputs = new int[LoweredCell.LaneCount];
    private readonly List<(Lanes[] Conductance, double[] Lane)> _conductances = [];
    private readonly List<Lanes> _reversals = [];
    private readonly IReadOnlyList<ReadOnlyMemory<double>> _voltages;

    /// <param name="samples">Samples in the window.</param>
    /// <param name="places">Places recorded.</param>
    public GroupBuffers(int samples, int places)
    {
        _current = new Lanes[samples];
        _voltage = [.. Enumerable.Range(0, places).Select(_ => new Lanes[samples])];
        _laneCurrent = new double[samples];
        _laneVoltage = [.. Enumerable.Range(0, places).Select(_ => new double[samples])];
        _voltages = [.. _laneVoltage.Select(v => (ReadOnlyMemory<double>)v)];
    }

    public int SampleCount => _current.Length;

    public Lanes Current(int step) => _current[step];

    /// <summary>Whether the group has conductances.</summary>
    public bool HasConductances => _conductances.Count > 0;

    /// <summary>Sum of the conductances of a step, µS, and of conductance times reversal potential, nA.</summary>
    public (Lanes Conductance, Lanes Driven) Conductances(int step)
    {
        var (sum, driven) = (Lanes.Zero, Lanes.Zero);
        for (var input = 0; input < _conductances.Count; input++)
        {
            var conductance = _conductances[input].Conductance[step];
            sum += conductance;
            driven += conductance * _reversals[input];
        }

        return (sum, driven);
    }

    public void SetInputs(int lane, StimulusRun run, double stepMilliseconds)
    {
        Fill(_current, lane, _laneCurrent, run.Stimulus, stepMilliseconds);
        _inputs[lane] = run.Conductances?.Count ?? 0;
        for (var input = 0; input < _inputs[lane]; input++)
        {
            if (input == _conductances.Count)
            {
                _conductances.Add((new Lanes[_current.Length], new double[_current.Length]));
                _reversals.Add(Lanes.Zero);
            }

            var (conductance, own) = _conductances[input];
            Fill(conductance, lane, own, run.Conductances![input].Conductance, stepMilliseconds, least: 0);
            _reversals[input] = LaneMath.WithElement(_reversals[input], lane, run.Conductances[input].ReversalMillivolts);
        }
    }

    /// <summary>Forgets the inputs of the group before; those of lanes that are not set again stay 0.</summary>
    public void ClearInputs()
    {
        Array.Clear(_current);
        Array.Clear(_inputs);
        _conductances.Clear();
        _reversals.Clear();
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

        var conductances = new ReadOnlyMemory<double>[_inputs[lane]];
        for (var input = 0; input < conductances.Length; input++)
        {
            TakeLane(_conductances[input].Conductance, lane, _conductances[input].Lane);
            conductances[input] = _conductances[input].Lane;
        }

        return new SimulatedTrace(_laneCurrent, _voltages, conductances);
    }

    private static void Fill(
        Lanes[] lanes, int lane, double[] own, Stimulus stimulus, double stepMilliseconds, double least = double.NegativeInfinity)
    {
        Array.Clear(own);
        stimulus.AddTo(own, stepMilliseconds);
        var values = MemoryMarshal.Cast<Lanes, double>(lanes.AsSpan());
        for (var n = 0; n < own.Length; n++)
        {
            values[(n * LoweredCell.LaneCount) + lane] = Math.Max(own[n], least);
        }
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
