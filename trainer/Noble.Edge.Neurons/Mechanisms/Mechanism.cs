namespace Noble.Edge.Neurons;

/// <summary>A membrane current with its own state: what a region can be painted with.</summary>
/// <remarks>
/// A mechanism holds no state itself; the state of one region lies in a <see cref="MechanismBlock"/>. The calls
/// come once per solver step, over all segments of a region, for all lanes together.
/// </remarks>
public abstract class Mechanism
{
    /// <summary>Name by which cells refer to it.</summary>
    public abstract string Name { get; }

    /// <summary>What it takes. The first parameter is the density that scales with membrane area, S/cm².</summary>
    public abstract IReadOnlyList<MechanismParameter> Parameters { get; }

    /// <summary>Number of state variables (gates) per segment.</summary>
    public abstract int StateCount { get; }

    /// <summary>Sets the state of every segment to its steady state at the present voltage.</summary>
    /// <param name="block">The region's parameters and state.</param>
    /// <param name="voltage">Voltage, shape [node][lane], mV.</param>
    public abstract void Initialise(MechanismBlock block, ReadOnlySpan<Lanes> voltage);

    /// <summary>Adds the linearised current at the present voltage with the present state.</summary>
    /// <param name="block">The region's parameters and state.</param>
    /// <param name="voltage">Voltage, shape [node][lane], mV.</param>
    /// <param name="conductance">Receives dI/dV, shape [node][lane], µS.</param>
    /// <param name="current">Receives minus the outward current, shape [node][lane], nA.</param>
    public abstract void AddCurrent(
        MechanismBlock block, ReadOnlySpan<Lanes> voltage, Span<Lanes> conductance, Span<Lanes> current);

    /// <summary>Advances the state by one step at the present voltage.</summary>
    /// <param name="block">The region's parameters and state.</param>
    /// <param name="voltage">Voltage, shape [node][lane], mV.</param>
    /// <param name="stepMilliseconds">Step, ms.</param>
    public abstract void Advance(MechanismBlock block, ReadOnlySpan<Lanes> voltage, double stepMilliseconds);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
