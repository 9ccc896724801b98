namespace Noble.Edge.Neurons;

/// <summary>The mechanism made of a channel's equations.</summary>
/// <typeparam name="TKinetics">The equations.</typeparam>
/// <remarks>Hot path: <see cref="AddCurrent"/> and <see cref="Advance"/> run every step and allocate nothing.</remarks>
public sealed class Channel<TKinetics> : Mechanism
    where TKinetics : struct, IChannelKinetics
{
    /// <inheritdoc/>
    public override string Name => TKinetics.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<MechanismParameter> Parameters { get; } = TKinetics.Parameters;

    /// <inheritdoc/>
    public override int StateCount => TKinetics.GateCount;

    /// <inheritdoc/>
    public override void Initialise(MechanismBlock block, ReadOnlySpan<Lanes> voltage)
    {
        ArgumentNullException.ThrowIfNull(block);
        var gateCount = TKinetics.GateCount;
        Span<Lanes> rate = stackalloc Lanes[gateCount];
        var factor = LaneMath.Create(TKinetics.TemperatureFactor(block.TemperatureCelsius));
        var state = block.State.AsSpan();
        for (var i = 0; i < block.Nodes.Length; i++)
        {
            TKinetics.Rates(
                voltage[block.Nodes[i]], block.Parameters, factor, state.Slice(i * gateCount, gateCount), rate);
        }
    }

    /// <inheritdoc/>
    public override void AddCurrent(
        MechanismBlock block, ReadOnlySpan<Lanes> voltage, Span<Lanes> conductance, Span<Lanes> current)
    {
        ArgumentNullException.ThrowIfNull(block);
        var gateCount = TKinetics.GateCount;
        var reversal = block.Parameters[1];
        var nodes = block.Nodes;
        var maximal = block.MaximalConductance;
        ReadOnlySpan<Lanes> state = block.State;
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var g = maximal[i] * TKinetics.Open(state.Slice(i * gateCount, gateCount));
            conductance[node] += g;
            current[node] -= g * (voltage[node] - reversal);
        }
    }

    /// <inheritdoc/>
    public override void Advance(MechanismBlock block, ReadOnlySpan<Lanes> voltage, double stepMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(block);
        var gateCount = TKinetics.GateCount;
        if (gateCount == 0)
        {
            return;
        }

        Span<Lanes> steady = stackalloc Lanes[gateCount];
        Span<Lanes> rate = stackalloc Lanes[gateCount];
        var factor = LaneMath.Create(TKinetics.TemperatureFactor(block.TemperatureCelsius));
        var minusStep = LaneMath.Create(-stepMilliseconds);
        ReadOnlySpan<Lanes> parameters = block.Parameters;
        var nodes = block.Nodes;
        var state = block.State.AsSpan();
        for (var i = 0; i < nodes.Length; i++)
        {
            TKinetics.Rates(voltage[nodes[i]], parameters, factor, steady, rate);
            for (var gate = 0; gate < gateCount; gate++)
            {
                // Exponential Euler: exact for the gate while the voltage stands still over the step.
                ref var x = ref state[(i * gateCount) + gate];
                x += (Lanes.One - LaneExp.Exp(minusStep * rate[gate])) * (steady[gate] - x);
            }
        }
    }
}
