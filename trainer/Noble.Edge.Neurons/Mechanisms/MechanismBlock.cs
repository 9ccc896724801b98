namespace Noble.Edge.Neurons;

/// <summary>One mechanism on one region, or on several that share its parameters, lowered to arrays for a group of lanes.</summary>
public sealed class MechanismBlock
{
    internal MechanismBlock(
        Mechanism mechanism, int[] nodes, Lanes[] parameters, Lanes[] maximalConductance, double temperatureCelsius)
    {
        Mechanism = mechanism;
        Nodes = nodes;
        Parameters = parameters;
        MaximalConductance = new LaneBuffer(maximalConductance);
        TemperatureCelsius = temperatureCelsius;
        TemperatureFactor = mechanism.TemperatureFactor(temperatureCelsius);
        State = new LaneBuffer(nodes.Length * mechanism.StateCount);
    }

    /// <summary>The mechanism whose arrays these are.</summary>
    public Mechanism Mechanism { get; }

    /// <summary>Node of each segment.</summary>
    public int[] Nodes { get; }

    /// <summary>Parameters, shape [parameter][lane], in the mechanism's units; one value for all segments, but for the density.</summary>
    public Lanes[] Parameters { get; }

    /// <summary>First parameter times membrane area, shape [segment][lane], µS.</summary>
    public LaneBuffer MaximalConductance { get; }

    /// <summary>State, shape [segment][state][lane].</summary>
    public LaneBuffer State { get; }

    /// <summary>Temperature, °C.</summary>
    public double TemperatureCelsius { get; }

    /// <summary>The mechanism's factor on its rates at this temperature.</summary>
    public double TemperatureFactor { get; }

    /// <summary>This block and another one of the same mechanism and parameters, whatever their densities, as one.</summary>
    internal MechanismBlock With(MechanismBlock other) => new(
        Mechanism, [.. Nodes, .. other.Nodes], Parameters, [.. MaximalConductance.AsSpan(), .. other.MaximalConductance.AsSpan()], TemperatureCelsius);
}
