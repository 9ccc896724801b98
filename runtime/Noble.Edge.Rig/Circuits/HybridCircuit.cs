using Noble.Edge.Operator;

namespace Noble.Edge.Rig;

/// <summary>
/// Virtual neurons, a preparation and what connects them, stepped together: as fast as it goes, or at the pace of whoever calls
/// <see cref="Step"/>. Called by one thread at a time; a step allocates nothing.
/// </summary>
public sealed class HybridCircuit
{
    private readonly IStreamingEngine? _engine;
    private readonly IClampedPreparation? _preparation;
    private readonly float[] _voltage; // [cell], mV
    private readonly float[] _total; // [cell], nA
    private readonly float[] _conductance; // [virtual cell], nS

    /// <summary>Joins them.</summary>
    /// <param name="spec">What is connected to what.</param>
    /// <param name="engine">The virtual neurons, at the beginning; null where there are none. The caller disposes of it.</param>
    /// <param name="preparation">The preparation's cells; null where there are none.</param>
    /// <param name="stepMilliseconds">Step where there is no engine that has its own [ms].</param>
    /// <exception cref="CircuitException">The description is wrong, or not of so many cells.</exception>
    public HybridCircuit(CircuitSpec spec, IStreamingEngine? engine, IClampedPreparation? preparation, double stepMilliseconds = 0.1)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Expect("virtualCells", spec.VirtualCells, engine?.NeuronCount ?? 0, "virtual neurons");
        Expect("preparation", spec.Preparation.Count, preparation?.CellCount ?? 0, "cells of a preparation");
        (_engine, _preparation) = (engine, preparation);
        Circuit = new Circuit(spec, engine?.Spec.StepMilliseconds ?? stepMilliseconds, engine?.Spec.SynapticReferenceMillivolts ?? 0);
        (_voltage, _total, _conductance) = (new float[spec.CellCount], new float[spec.CellCount], new float[spec.VirtualCells]);
        ReadVoltages();
    }

    /// <summary>The connections.</summary>
    public Circuit Circuit { get; }

    /// <summary>Voltage at the present time, shape [cell], mV; not a number where a preparation measured none.</summary>
    public ReadOnlySpan<float> Voltage => _voltage;

    /// <summary>Current of the last step, shape [cell], nA.</summary>
    public ReadOnlySpan<float> Current => _total;

    /// <summary>Goes on by a step.</summary>
    /// <param name="externalNanoamperes">Current into each cell besides what the circuit makes, shape [cell], or empty for none, nA.</param>
    public void Step(ReadOnlySpan<float> externalNanoamperes = default)
    {
        while (_preparation is not null && _preparation.TryTakeSpike(out var cell, out var steps))
        {
            Circuit.EnterSpike(Circuit.Spec.VirtualCells + cell, steps);
        }

        Circuit.Step(externalNanoamperes, _voltage, _engine is null ? default : _engine.NextSpike, _total);
        Circuit.CopyConductance(_conductance);
        _engine?.Step(_total.AsSpan(0, Circuit.Spec.VirtualCells), _conductance);
        _preparation?.Step(_total.AsSpan(Circuit.Spec.VirtualCells));
        ReadVoltages();
    }

    /// <summary>No current into the preparation, and none any more.</summary>
    public void EnterSafeState() => _preparation?.EnterSafeState();

    private static void Expect(string where, int described, int given, string what)
    {
        if (described != given)
        {
            throw new CircuitException(where, $"has {described}, and there are {given} {what}: expected as many");
        }
    }

    private void ReadVoltages()
    {
        _engine?.Voltage.CopyTo(_voltage);
        _preparation?.Read(_voltage.AsSpan(Circuit.Spec.VirtualCells));
    }
}
