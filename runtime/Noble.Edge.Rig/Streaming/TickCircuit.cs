using Noble.Edge.Operator;

namespace Noble.Edge.Rig;

/// <summary>A circuit between a streaming population and cells of the preparation: measured voltages in, currents of the population and dynamic clamp's commands out.</summary>
/// <remarks>A command leaves once a tick, as of its first step, through the safety box. A voltage counts in the step after it came in; until the next it is held as the circuit says. A cell whose spikes are not detected in its voltage has those that its port tells. Hot path: nothing allocates.</remarks>
public sealed class TickCircuit
{
    private readonly ClampedCell[] _cells; // [preparation cell]
    private readonly float[] _fresh; // [preparation cell], mV; not a number where nothing came since the last step
    private readonly float[] _external; // [cell], nA
    private readonly float[] _voltage; // [cell], mV
    private readonly float[] _total; // [cell], nA
    private readonly long[] _spikeAt; // [preparation cell], ns; negative where none has come since the last step
    private readonly float[] _command; // [preparation cell], nA
    private long _commandsTaken;

    /// <param name="circuit">The circuit, at rest.</param>
    /// <param name="cells">Where its preparation cells are, in their order.</param>
    /// <exception cref="ArgumentException">There are not as many as in the circuit.</exception>
    public TickCircuit(Circuit circuit, IReadOnlyList<ClampedCell> cells)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != circuit.Spec.Preparation.Count)
        {
            throw new ArgumentException($"{cells.Count} places of preparation cells, expected {circuit.Spec.Preparation.Count}", nameof(cells));
        }

        (Circuit, _cells) = (circuit, [.. cells]);
        (_fresh, _command) = (new float[_cells.Length], new float[_cells.Length]);
        (_external, _voltage, _total) = (new float[circuit.CellCount], new float[circuit.CellCount], new float[circuit.CellCount]);
        Array.Fill(_fresh, float.NaN);
        _spikeAt = new long[_cells.Length];
        Array.Fill(_spikeAt, -1);
    }

    /// <summary>The circuit.</summary>
    public Circuit Circuit { get; }

    /// <summary>Changes of the circuit that were made; may be asked from any thread.</summary>
    public long CommandsTaken => Volatile.Read(ref _commandsTaken);

    /// <summary>Something came in: a voltage or a spike of the preparation, or a change of the circuit, which counts from the next step on.</summary>
    public void Take(in InputEvent received)
    {
        if (received.Kind == InputKind.Circuit)
        {
            Volatile.Write(ref _commandsTaken, _commandsTaken + (Circuit.TryApply(CircuitCommand.Of(received)) ? 1 : 0));
            return;
        }

        for (var p = 0; p < _cells.Length; p++)
        {
            if (_cells[p].Source != received.Source || _cells[p].InputChannel != received.Channel)
            {
                continue;
            }

            if (received.Kind == InputKind.Sample)
            {
                _fresh[p] = (float)(received.Value * _cells[p].MillivoltsPerUnit);
            }
            else if (received.Kind == InputKind.Spike && double.IsNaN(Circuit.Spec.Preparation[p].SpikeThresholdMillivolts))
            {
                _spikeAt[p] = received.TimeNanoseconds;
            }
        }
    }

    /// <summary>Goes on by a step.</summary>
    /// <param name="engine">The population, at the step's beginning.</param>
    /// <param name="nanoamperes">Current from elsewhere, shape [neuron], nA; receives the total.</param>
    /// <param name="nanosiemens">Receives the conductance of each neuron, shape [neuron], nS.</param>
    /// <param name="startNanoseconds">When the step begins [ns, the loop's clock].</param>
    /// <param name="isFirst">Whether it is the first step of a tick, whose commands leave.</param>
    public void Step(IStreamingEngine engine, Span<float> nanoamperes, Span<float> nanosiemens, long startNanoseconds, bool isFirst)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var neurons = nanoamperes.Length;
        nanoamperes.CopyTo(_external);
        engine.Voltage.CopyTo(_voltage);
        _fresh.CopyTo(_voltage, neurons);
        Array.Fill(_fresh, float.NaN);
        for (var p = 0; p < _cells.Length; p++)
        {
            if (_spikeAt[p] >= 0)
            {
                Circuit.EnterSpike(neurons + p, Math.Min(0, (_spikeAt[p] - startNanoseconds) / (Circuit.StepMilliseconds * 1e6)));
                _spikeAt[p] = -1;
            }
        }

        Circuit.Step(_external, _voltage, engine.NextSpike, _total);
        _total.AsSpan(0, neurons).CopyTo(nanoamperes);
        Circuit.CopyConductance(nanosiemens);
        if (isFirst)
        {
            _total.AsSpan(neurons).CopyTo(_command);
        }
    }

    /// <summary>Lets the commands of a tick leave.</summary>
    public void Command(LoopActions actions)
    {
        ArgumentNullException.ThrowIfNull(actions);
        for (var p = 0; p < _cells.Length; p++)
        {
            if (_cells[p].StimulusChannel >= 0)
            {
                actions.Stimulate(_cells[p].StimulusChannel, _command[p]);
            }
        }
    }
}
