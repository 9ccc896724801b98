namespace Noble.Edge.Neurons;

/// <summary>The equations of one channel: I = gbar · open · (V − E).</summary>
/// <remarks>
/// Static members on a struct, so that the loop of <see cref="Channel{TKinetics}"/> is compiled once per channel
/// with the equations inlined. All vectors have one parameter set per lane.
/// </remarks>
public interface IChannelKinetics
{
    /// <summary>Name by which cells refer to the channel.</summary>
    public static abstract string Name { get; }

    /// <summary>
    /// Parameters; the first is the maximal conductance [S/cm²], the second the reversal potential [mV] unless the channel
    /// conducts calcium.
    /// </summary>
    public static abstract IReadOnlyList<MechanismParameter> Parameters { get; }

    /// <summary>Number of gates.</summary>
    public static abstract int GateCount { get; }

    /// <summary>The ion that it conducts.</summary>
    public static virtual ChannelIon Ion => ChannelIon.NonSpecific;

    /// <summary>Whether the first argument of <see cref="Rates"/> is the calcium concentration [mM] in place of the voltage.</summary>
    public static virtual bool IsGatedByCalcium => false;

    /// <summary>Whether a gate follows the voltage at once, so that <see cref="InstantaneousOpen"/> multiplies <see cref="Open"/>.</summary>
    public static virtual bool HasInstantaneousGate => false;

    /// <summary>Whether a gate relaxes at one rate at every voltage, so that its step needs no exponential of its own.</summary>
    /// <param name="gate">Number of the gate.</param>
    public static virtual bool HasFixedRate(int gate) => false;

    /// <summary>Factor on all rates at a temperature in °C.</summary>
    public static abstract double TemperatureFactor(double celsius);

    /// <summary>Steady state and relaxation rate of each gate.</summary>
    /// <param name="v">Voltage, mV.</param>
    /// <param name="parameters">Parameters in the order of <see cref="Parameters"/>.</param>
    /// <param name="factor">The temperature factor.</param>
    /// <param name="steady">Receives the steady state of each gate, 0..1.</param>
    /// <param name="rate">Receives 1/τ of each gate, 1/ms.</param>
    public static abstract void Rates(
        Lanes v, ReadOnlySpan<Lanes> parameters, Lanes factor, Span<Lanes> steady, Span<Lanes> rate);

    /// <summary>Open fraction of the channel, 0..1.</summary>
    public static abstract Lanes Open(ReadOnlySpan<Lanes> gates);

    /// <summary>Value of the gate that follows the voltage at once, 0..1.</summary>
    /// <param name="v">Voltage, mV.</param>
    public static virtual Lanes InstantaneousOpen(Lanes v) => Lanes.One;
}
