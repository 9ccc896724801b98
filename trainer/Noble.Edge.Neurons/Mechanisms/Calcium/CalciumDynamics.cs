namespace Noble.Edge.Neurons;

/// <summary>Calcium under the membrane: fed by the calcium current, removed exponentially, and what it makes of the reversal potential.</summary>
/// <remarks>
/// After Destexhe, Mainen and Sejnowski 1994, Neural Comput 6:14, as in the Allen Institute's all-active cells:
/// dc/dt = −10⁴ gamma I / (2 F depth) − (c − minCai) / decay, with I the calcium current [mA/cm²]; exact over a step in which I
/// stands still. Reversal potential R T / (2 F) · ln(2 mM / c).
/// </remarks>
public sealed class CalciumDynamics : Mechanism
{
    /// <summary>Faraday constant, C/mol (2019 SI).</summary>
    private const double Faraday = 96485.33212331002;

    /// <summary>Molar gas constant, J/(K·mol) (2019 SI).</summary>
    private const double GasConstant = 8.31446261815324;

    /// <summary>Calcium outside, mM; NEURON's default, which the published cells use.</summary>
    private const double Outside = 2;

    /// <inheritdoc/>
    public override string Name => "CaDynamics";

    /// <inheritdoc/>
    public override IReadOnlyList<MechanismParameter> Parameters { get; } =
        [new("gamma", "", 0.05), new("decay", "ms", 80), new("depth", "µm", 0.1), new("minCai", "mM", 1e-4)];

    /// <inheritdoc/>
    public override int StateCount => 0;

    /// <inheritdoc/>
    public override bool UsesCalcium => true;

    /// <inheritdoc/>
    public override bool KeepsCalcium => true;

    /// <inheritdoc/>
    public override void Initialise(MechanismBlock block, MembraneState membrane)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        foreach (var node in block.Nodes)
        {
            membrane.Calcium[node] = block.Parameters[3];
        }
    }

    /// <summary>Reversal potential of calcium (Nernst), mV.</summary>
    /// <param name="calcium">Concentration inside, mM.</param>
    /// <param name="celsius">Temperature, °C.</param>
    public static Lanes Reversal(Lanes calcium, double celsius) =>
        LaneMath.Create(1000 * GasConstant * (celsius + 273.15) / (2 * Faraday)) * LaneMath.Log(LaneMath.Create(Outside) / calcium);

    /// <summary>Sets the reversal potential that the calcium channels, which come after, use in this step.</summary>
    /// <inheritdoc/>
    public override void AddCurrent(MechanismBlock block, MembraneState membrane)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        foreach (var node in block.Nodes)
        {
            membrane.CalciumReversal[node] = Reversal(membrane.Calcium[node], block.TemperatureCelsius);
            membrane.CalciumCurrent[node] = Lanes.Zero;
            membrane.CalciumConductance[node] = Lanes.Zero;
        }
    }

    /// <inheritdoc/>
    public override void Advance(MechanismBlock block, MembraneState membrane, double stepMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentNullException.ThrowIfNull(membrane);
        var (gamma, decay, depth, rest) = (block.Parameters[0], block.Parameters[1], block.Parameters[2], block.Parameters[3]);
        var inflow = LaneMath.Create(-1e4 / (2 * Faraday)) * gamma / depth * decay;
        var approach = Lanes.One - LaneExp.Exp(LaneMath.Create(-stepMilliseconds) / decay);
        foreach (var node in block.Nodes)
        {
            ref var calcium = ref membrane.Calcium[node];
            calcium += approach * (rest + (inflow * membrane.CalciumCurrent[node]) - calcium);
        }
    }
}
