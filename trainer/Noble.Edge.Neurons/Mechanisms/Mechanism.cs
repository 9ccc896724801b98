namespace Noble.Edge.Neurons;

/// <summary>A membrane current with its own state, or a calcium pool: what a region can be painted with.</summary>
/// <remarks>
/// A mechanism holds no state itself; the state of one region lies in a <see cref="MechanismBlock"/>. The calls
/// come once per solver step, over all segments of a region, for all lanes together.
/// </remarks>
public abstract class Mechanism
{
    /// <summary>Name by which cells refer to it.</summary>
    public abstract string Name { get; }

    /// <summary>What it takes. The first parameter of a channel is its density, which scales with membrane area, S/cm².</summary>
    public abstract IReadOnlyList<MechanismParameter> Parameters { get; }

    /// <summary>Number of state variables (gates) per segment.</summary>
    public abstract int StateCount { get; }

    /// <summary>The ion that it conducts.</summary>
    public virtual ChannelIon Ion => ChannelIon.NonSpecific;

    /// <summary>Whether it reads or writes the calcium arrays of <see cref="MembraneState"/>.</summary>
    public virtual bool UsesCalcium => Ion == ChannelIon.Calcium;

    /// <summary>Whether it keeps the calcium concentration; such mechanisms take their turn before all others.</summary>
    public virtual bool KeepsCalcium => false;

    /// <summary>Whether the first parameter matters through <see cref="MechanismBlock.MaximalConductance"/> only, so that regions can be joined.</summary>
    public virtual bool IsScaledByDensityOnly => !KeepsCalcium && Ion != ChannelIon.Calcium;

    /// <summary>Factor on the rates at a temperature in °C; 1 where a mechanism has none or several.</summary>
    public virtual double TemperatureFactor(double celsius) => 1;

    /// <summary>Sets the state of every segment to its steady state at the present voltage.</summary>
    /// <param name="block">The region's parameters and state.</param>
    /// <param name="membrane">The cell's arrays.</param>
    public abstract void Initialise(MechanismBlock block, MembraneState membrane);

    /// <summary>Adds the linearised current at the present voltage with the present state.</summary>
    /// <param name="block">The region's parameters and state.</param>
    /// <param name="membrane">The cell's arrays; receives conductance and current.</param>
    public abstract void AddCurrent(MechanismBlock block, MembraneState membrane);

    /// <summary>Advances the state by one step at the present voltage.</summary>
    /// <param name="block">The region's parameters and state.</param>
    /// <param name="membrane">The cell's arrays.</param>
    /// <param name="stepMilliseconds">Step, ms.</param>
    public abstract void Advance(MechanismBlock block, MembraneState membrane, double stepMilliseconds);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
