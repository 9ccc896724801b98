namespace Noble.Edge.Rig;

/// <summary>A change of a circuit that runs.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Index">Which one: the cell of a holding current, else the place in the list of its kind, from 0.</param>
/// <param name="Value">The new value [nA or nS], in the range of the description and within the circuit's limits.</param>
public readonly record struct CircuitCommand(CircuitCommandKind Kind, int Index, double Value)
{
    private const int IndexBits = 24; // room for any cell and any connection

    /// <summary>Kind and place as the channel of an <see cref="InputKind.Circuit"/> event: the kind above 24 bits of the place.</summary>
    public int Channel => ((int)Kind << IndexBits) | Index;

    /// <summary>The change that an event of kind <see cref="InputKind.Circuit"/> asks for; whether there is such a thing is for <see cref="Circuit.TryApply"/> to say.</summary>
    public static CircuitCommand Of(in InputEvent received) => Of(received.Channel, received.Value);

    internal static CircuitCommand Of(int channel, double value) => new((CircuitCommandKind)(byte)(channel >> IndexBits), channel & ((1 << IndexBits) - 1), value);
}
