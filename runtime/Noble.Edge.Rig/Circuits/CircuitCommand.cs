namespace Noble.Edge.Rig;

/// <summary>A change of a circuit that runs.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Index">Which one: the cell of a holding current, else the place in the list of its kind, from 0.</param>
/// <param name="Value">The new value [nA or nS], in the range of the description.</param>
public readonly record struct CircuitCommand(CircuitCommandKind Kind, int Index, double Value);
