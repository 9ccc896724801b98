using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>The mechanism made of a channel's equations.</summary>
/// <typeparam name="TKinetics">The equations.</typeparam>
/// <remarks>Hot path: <see cref="AddCurrent"/> and <see cref="Advance"/> run every step and allocate nothing.</remarks>
public sealed class Channel<TKinetics> : Mechanism
    where TKinetics : struct, IChannelKinetics
{
    /// <summary>Difference of voltage over which an instantaneous gate's dI/dV is taken, mV; NEURON's.</summary>
    private const double VoltageDifference = 0.001;

    /// <inheritdoc/>
    public override string Name => TKinetics.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<MechanismParameter> Parameters { get; } = TKinetics.Parameters;

    /// <inheritdoc/>
    public override int StateCount => TKinetics.GateCount;

    /// <inheritdoc/>
    public override ChannelIon Ion => TKinetics.Ion;

    /// <inheritdoc/>
    public override bool UsesCalcium => base.UsesCalcium || TKinetics.IsGatedByCalcium;

    /// <inheritdoc/>
    public override double TemperatureFactor(double celsius) => TKinetics.TemperatureFactor(celsius);

    /// <inheritdoc/>
    public override void Initialise(MechanismBlock block, MembraneState membrane)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        var gateCount = TKinetics.GateCount;
        Span<Lanes> rate = stackalloc Lanes[gateCount];
        var factor = LaneMath.Create(block.TemperatureFactor);
        var drive = (TKinetics.IsGatedByCalcium ? membrane.Calcium : membrane.Voltage).AsSpan();
        var state = block.State.AsSpan();
        for (var i = 0; i < block.Nodes.Length; i++)
        {
            var node = block.Nodes[i];
            TKinetics.Rates(drive[node], block.Parameters, factor, state.Slice(i * gateCount, gateCount), rate);
            if (TKinetics.IsGatedByCalcium)
            {
                // As NEURON: where the concentration is read, the reversal potential follows from it even if nothing moves it.
                membrane.CalciumReversal[node] = CalciumDynamics.Reversal(membrane.Calcium[node], block.TemperatureCelsius);
            }
        }
    }

    /// <inheritdoc/>
    public override void AddCurrent(MechanismBlock block, MembraneState membrane)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        var gateCount = TKinetics.GateCount;
        var fixedReversal = TKinetics.Ion == ChannelIon.Calcium ? Lanes.Zero : block.Parameters[1];
        var nodes = block.Nodes;
        var maximal = block.MaximalConductance.AsSpan();
        var voltage = membrane.Voltage.AsSpan();
        var conductance = membrane.Conductance.AsSpan();
        var current = membrane.Current.AsSpan();
        ReadOnlySpan<Lanes> state = block.State.AsSpan();
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var v = voltage[node];
            var open = TKinetics.Open(state.Slice(i * gateCount, gateCount));
            if (TKinetics.HasInstantaneousGate)
            {
                var outward = maximal[i] * open * TKinetics.InstantaneousOpen(v) * (v - fixedReversal);
                var beside = v + LaneMath.Create(VoltageDifference);
                var outwardBeside = maximal[i] * open * TKinetics.InstantaneousOpen(beside) * (beside - fixedReversal);
                conductance[node] += (outwardBeside - outward) / LaneMath.Create(VoltageDifference);
                current[node] -= outward;
                continue;
            }

            var g = maximal[i] * open;
            conductance[node] += g;
            if (TKinetics.Ion == ChannelIon.Calcium)
            {
                var driving = v - membrane.CalciumReversal[node];
                var density = block.Parameters[0] * open;
                membrane.CalciumCurrent[node] += density * driving;
                membrane.CalciumConductance[node] += density;
                current[node] -= g * driving;
            }
            else
            {
                current[node] -= g * (v - fixedReversal);
            }
        }
    }

    /// <inheritdoc/>
    [SkipLocalsInit]
    public override void Advance(MechanismBlock block, MembraneState membrane, double stepMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        var gateCount = TKinetics.GateCount;
        if (gateCount == 0)
        {
            return;
        }

        var scratch = AlignedScratch.Of(stackalloc Lanes[(3 * gateCount) + 1]);
        var steady = scratch[..gateCount];
        var rate = scratch.Slice(gateCount, gateCount);
        var fixedApproach = scratch[(2 * gateCount)..];
        var factor = LaneMath.Create(block.TemperatureFactor);
        var minusStep = LaneMath.Create(-stepMilliseconds);
        var drive = (TKinetics.IsGatedByCalcium ? membrane.Calcium : membrane.Voltage).AsSpan();
        ReadOnlySpan<Lanes> parameters = block.Parameters;
        var nodes = block.Nodes;
        var state = block.State.AsSpan();
        for (var i = 0; i < nodes.Length; i++)
        {
            TKinetics.Rates(drive[nodes[i]], parameters, factor, steady, rate);
            for (var gate = 0; gate < gateCount; gate++)
            {
                Lanes approach;
                if (TKinetics.HasFixedRate(gate) && i > 0)
                {
                    approach = fixedApproach[gate];
                }
                else
                {
                    approach = Lanes.One - LaneExp.Exp(minusStep * rate[gate]);
                    if (TKinetics.HasFixedRate(gate))
                    {
                        fixedApproach[gate] = approach;
                    }
                }

                // Exponential Euler: exact for the gate while the voltage stands still over the step.
                ref var x = ref state[(i * gateCount) + gate];
                x += approach * (steady[gate] - x);
            }
        }
    }
}
