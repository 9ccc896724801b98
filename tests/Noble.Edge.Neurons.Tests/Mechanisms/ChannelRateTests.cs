using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

public class ChannelRateTests
{
    private const double Area = Math.PI * 20 * 20;

    // Where a rate of some channel is 0/0.
    private static readonly double[] Singular = [-154.9, -66, -64.4, -60, -55, -40, -38, -32, -27, -17, 43];

    public static TheoryData<string, double, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, double, bool>();
            foreach (var name in ScalarKinetics.ByName.Keys)
            {
                cases.Add(name, 34, false);
                cases.Add(name, 25, true);
            }

            return cases;
        }
    }

    [Fact]
    public void ScalarKinetics_Names_AreThoseOfEveryChannel()
    {
        // These two have tests of their own.
        string[] others = ["NaV", "CaDynamics"];

        Assert.Equal(MechanismRegistry.BuiltIn.Names, ScalarKinetics.ByName.Keys.Concat(others).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mechanism_AnyVoltage_MatchesScalarEquations(string name, double celsius, bool isMoved)
    {
        var (mechanism, block) = Lower(name, celsius, isMoved);
        var parameters = block.Parameters.Select(p => p[0]).ToArray();
        var kinetics = ScalarKinetics.ByName[name];
        Assert.Equal(kinetics.Gates.Length, mechanism.StateCount);

        var singular = Singular.Concat(parameters).Where(x => x is > -160 and < 80).ToArray();
        foreach (var v in Enumerable.Range(-160, 240).Select(i => (double)i).Concat(singular))
        {
            CheckAt(kinetics, mechanism, block, parameters, v, 1e-13);
        }

        // Beside a singular point the exponential takes digits away, in NEURON as here.
        foreach (var v in singular)
        {
            CheckAt(kinetics, mechanism, block, parameters, v + 1e-9, 1e-13);
            CheckAt(kinetics, mechanism, block, parameters, v - 3e-5, 1e-10);
        }
    }

    [Fact]
    public void SodiumPersistent_Conductance_IsSlopeOfItsCurrent()
    {
        var (mechanism, block) = Lower("Nap", 34, isMoved: false);
        for (var v = -90.0; v < 40; v += 0.7)
        {
            var membrane = new MembraneState(1, false);
            membrane.Voltage[0] = Vector512.Create(v);
            mechanism.Initialise(block, membrane);
            mechanism.AddCurrent(block, membrane);
            var inactivation = block.State[0][0];
            double Current(double u) => block.MaximalConductance[0][0] * inactivation / (1 + Math.Exp(-(u + 52.6) / 4.6)) * (u - 50);

            // A difference over 0.001 mV, as in NEURON: half of that times the curvature away from the slope, 1e-8 µS here.
            Assert.Equal((Current(v + 1e-4) - Current(v - 1e-4)) / 2e-4, membrane.Conductance[0][0], 3e-8);
            Assert.Equal((Current(v + 1e-3) - Current(v)) / 1e-3, membrane.Conductance[0][0], 1e-11);
        }
    }

    private static (Mechanism Mechanism, MechanismBlock Block) Lower(string name, double celsius, bool isMoved)
    {
        var mechanism = MechanismRegistry.BuiltIn.Find(name, "a test");

        // Off their defaults, all of them: a shift by 3.7 mV, everything else by 15 %.
        var moved = mechanism.Parameters.ToDictionary(p => p.Name, p => p.Default == 0 ? 3.7 : 1.15 * p.Default);
        var cell = CellLowering.Lower(
            new CellDescription(
                "one channel",
                [Section.Cylinder("soma", "soma", 20, 20, 1)],
                [new Region("soma")],
                [new("soma", name, isMoved ? moved : null)],
                celsius,
                -65),
            [ParameterSet.Defaults]);
        return (mechanism, cell.Blocks[0]);
    }

    private static void CheckAt(
        ScalarKinetics kinetics, Mechanism mechanism, MechanismBlock block, double[] parameters, double v, double tolerance)
    {
        // For a gate of calcium, concentrations from none to 0.1 mM, a decade in 30 steps.
        var calcium = v <= -159 ? 0 : 1e-9 * Math.Pow(10, (v + 160) / 30);
        var membrane = new MembraneState(1, mechanism.UsesCalcium);
        membrane.Voltage[0] = Vector512.Create(v);
        if (mechanism.UsesCalcium)
        {
            membrane.Calcium[0] = Vector512.Create(calcium);
            membrane.CalciumReversal[0] = Vector512.Create(117.0);
        }

        var drive = kinetics.IsGatedByCalcium ? calcium : v;
        mechanism.Initialise(block, membrane);
        var gates = kinetics.Gates.Select(g => g(drive, parameters, block.TemperatureCelsius)).ToArray();
        for (var i = 0; i < gates.Length; i++)
        {
            Assert.Equal(gates[i].Steady, block.State[i][0], tolerance);
            block.State[i] = Vector512<double>.Zero;
        }

        mechanism.Advance(block, membrane, 0.02);
        var after = gates.Select(g => (1 - Math.Exp(-0.02 * g.Rate)) * g.Steady).ToArray();
        for (var i = 0; i < gates.Length; i++)
        {
            Assert.Equal(after[i], block.State[i][0], tolerance);
            block.State[i] = Vector512.Create(after[i]);
        }

        mechanism.AddCurrent(block, membrane);
        var isCalcium = mechanism.Ion == ChannelIon.Calcium;
        var reversal = isCalcium ? 117 : parameters[1];
        var density = parameters[0] * kinetics.Open(after) * (kinetics.Instantaneous?.Invoke(v) ?? 1);
        var conductance = density * Area * 1e-2;
        Assert.Equal(-conductance * (v - reversal), membrane.Current[0][0], 1e-11);
        if (kinetics.Instantaneous is null)
        {
            Assert.Equal(conductance, membrane.Conductance[0][0], 1e-13);
        }

        if (isCalcium)
        {
            Assert.Equal(density, membrane.CalciumConductance[0][0], 1e-17);
            Assert.Equal(density * (v - reversal), membrane.CalciumCurrent[0][0], 1e-15);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-12)]
    [InlineData(-1e-7)]
    [InlineData(9.9e-6)]
    [InlineData(1.1e-5)]
    public void Linoid_NearZero_GoesToItsLimit(double x)
    {
        var value = RateFunctions.Linoid(Vector512.Create(x), 10)[3];

        Assert.Equal(10 - (x / 2), value, 1e-8);
    }

    [Fact]
    public void Exponential_WholeRange_IsWithinTwoUnitsInTheLastPlace()
    {
        for (var x = -700.0; x <= 700; x += 0.0371)
        {
            var expected = Math.Exp(x);
            var actual = RateFunctions.Exponential(Vector512.Create(x), 1, 1)[0];
            Assert.InRange(Math.Abs(actual - expected) / expected, 0, 4.5e-16);
        }
    }

    [Theory]
    [InlineData(-1e6, 3.3e-308)]
    [InlineData(1e6, 3.0e307)]
    public void Exponential_BeyondRange_StaysFinite(double x, double expected)
    {
        var actual = RateFunctions.Exponential(Vector512.Create(x), 1, 1)[0];

        Assert.InRange(actual / expected, 0.9, 1.1);
    }

    [Fact]
    public void Exponential_NaN_StaysNaN() =>
        Assert.True(double.IsNaN(RateFunctions.Exponential(Vector512.Create(double.NaN), 1, 1)[0]));
}
