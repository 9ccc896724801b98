using System.Runtime.CompilerServices;

namespace Noble.Edge.Neurons;

/// <summary>Sodium current of fast-spiking mouse neurons as a Markov chain of twelve states.</summary>
/// <remarks>
/// Carter, Giessel, Sabatini and Bean 2012, Neuron 75:1081, as in the Allen Institute's all-active cells (NaV). Two rows of six:
/// above C1 … C5, O, below I1 … I5, I6. Per ms, times 2.3 for 10 °C from 37 °C, with a = 400 exp(V / 24) and b = 12 exp(−V / 24):
/// above, to the right 4a, 3a, 2a, a, 250 and back b, 2b, 3b, 4b, 60; below, the first four to the right times 2.51 and the first four
/// back over 5.32; down 0.01 · 2.51^k from C(k+1) and 8 from O; up 40 / 5.32^k to C(k+1) and 0.05 to O. Only O conducts.
/// The state advances by backward Euler (under Crank-Nicolson by half a step of it, doubled), solved directly from both ends of the rows to their middle (see
/// <see cref="MarkovLadder"/>), and starts where the published mechanism starts, which is close to its equilibrium but not it.
/// Hot path: allocates nothing.
/// </remarks>
public sealed class MarkovSodium : Mechanism
{
    private const double Alpha = 400, Beta = 12, Gamma = 250, Delta = 60;
    private const double RightFactor = 2.51, BackFactor = 5.32;
    private const double Down = 0.01, DownOpen = 8, Up = 40, UpOpen = 0.05;
    private const double Slope = 24;

    /// <inheritdoc/>
    public override string Name => "NaV";

    /// <inheritdoc/>
    public override IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gbar", "S/cm²", 0.015), new("e", "mV", 50)];

    /// <inheritdoc/>
    public override int StateCount => MarkovLadder.StateCount;

    /// <inheritdoc/>
    public override ChannelIon Ion => ChannelIon.Sodium;

    /// <inheritdoc/>
    public override double TemperatureFactor(double celsius) => RateFunctions.Q10(2.3, celsius, 37);

    /// <inheritdoc/>
    public override void Initialise(MechanismBlock block, MembraneState membrane)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        for (var i = 0; i < block.Nodes.Length; i++)
        {
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                var v = LaneMath.GetElement(membrane.Voltage[block.Nodes[i]], lane);
                var steady = MarkovLadder.SteadyState(Alpha * Math.Exp(v / Slope), Beta * Math.Exp(-v / Slope), Rates(1));
                for (var s = 0; s < StateCount; s++)
                {
                    ref var state = ref block.State[(i * StateCount) + s];
                    state = LaneMath.WithElement(state, lane, steady[s]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void AddCurrent(MechanismBlock block, MembraneState membrane)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        var reversal = block.Parameters[1];
        var nodes = block.Nodes;
        var maximal = block.MaximalConductance.AsSpan();
        var state = block.State.AsSpan();
        var voltage = membrane.Voltage.AsSpan();
        var conductance = membrane.Conductance.AsSpan();
        var current = membrane.Current.AsSpan();
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var g = maximal[i] * state[(i * StateCount) + MarkovLadder.OpenState];
            conductance[node] += g;
            current[node] -= g * (voltage[node] - reversal);
        }
    }

    /// <inheritdoc/>
    public override void Advance(MechanismBlock block, MembraneState membrane, double stepMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        var isCentred = membrane.Scheme == TimeScheme.CrankNicolson;
        var scale = (isCentred ? stepMilliseconds / 2 : stepMilliseconds) * block.TemperatureFactor;
        var constants = new LadderConstants(Rates(scale), Alpha * Beta * scale * scale);
        var (alpha, beta) = (LaneMath.Create(Alpha * scale), LaneMath.Create(Beta * scale));
        var nodes = block.Nodes;
        var voltage = membrane.Voltage.AsSpan();
        var state = block.State.AsSpan();
        Span<Lanes> before = stackalloc Lanes[isCentred ? StateCount : 0];
        for (var i = 0; i < nodes.Length; i++)
        {
            var chain = state.Slice(i * StateCount, StateCount);
            var growth = LaneExp.Exp(voltage[nodes[i]] * LaneMath.Create(1 / Slope));
            if (isCentred)
            {
                chain.CopyTo(before);
            }

            MarkovLadder.Advance(chain, alpha * growth, beta / growth, constants);
            for (var s = 0; s < before.Length; s++)
            {
                // Half a step, doubled: NEURON's sparse method under its second-order option.
                chain[s] += chain[s] - before[s];
            }
        }
    }

    /// <summary>The rates that do not depend on voltage, times a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LadderRates Rates(double scale) => new(
        scale * Gamma, scale * Delta, RightFactor, 1 / BackFactor, scale * Down, scale * DownOpen, scale * Up, scale * UpOpen);
}
