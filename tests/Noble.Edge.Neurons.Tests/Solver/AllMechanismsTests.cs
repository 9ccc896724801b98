using System.Runtime.Intrinsics;

namespace Noble.Edge.Neurons.Tests;

/// <summary>Every published mechanism in one branched cell against NEURON 8.2.2: tests/validation/all-mechanisms.</summary>
public class AllMechanismsTests
{
    private const int Every = 10;

    [Theory]
    [InlineData("all-34", TimeScheme.BackwardEuler, "backward-euler")]
    [InlineData("all-25", TimeScheme.BackwardEuler, "backward-euler")]
    [InlineData("without-nav-34", TimeScheme.CrankNicolson, "crank-nicolson")]
    public void Step_AllMechanisms_MatchesNeuron(string parameters, TimeScheme scheme, string name)
    {
        var expected = SharedData.ReadNpy(Case($"{parameters}-{name}.npy"));
        var actual = Run(parameters, scheme, expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-6);
        }

        Assert.InRange(expected.Max(), 10, 50);
    }

    [Fact]
    public void Step_AllMechanismsCrankNicolson_MatchesNeuron() =>
        Step_AllMechanisms_MatchesNeuron("all-34", TimeScheme.CrankNicolson, "crank-nicolson");

    [Fact]
    public void Cell_AllMechanisms_HasEveryPublishedOne()
    {
        var neurons = CellSource.ReadAllActive(Case("cell.swc"), Case("all-34.json"));
        string[] own = ["hhNa", "hhK", "NaF", "Kv3", "Kv1", "Km"];

        Assert.Equal(MechanismRegistry.BuiltIn.Names.Except(own), neurons.Cell.Placements.Select(p => p.Mechanism).Distinct().Order(StringComparer.Ordinal));
    }

    private static double[] Run(string parameters, TimeScheme scheme, int samples)
    {
        var neurons = CellSource.ReadAllActive(Case("cell.swc"), Case($"{parameters}.json"));
        var cell = CellLowering.Lower(neurons.Cell, neurons.ParameterSets);
        var solver = new CableSolver(cell, 0.02, scheme);
        var recorded = new double[samples];
        for (var n = 0; n < samples * Every; n++)
        {
            if (n % Every == 0)
            {
                recorded[n / Every] = solver.Voltage[cell.ClampNode][0];
            }

            solver.Step(Vector512.Create(n >= 750 ? 0.3 : 0));
        }

        return recorded;
    }

    private static string Case(string file) => RepositoryFile.Path("tests", "validation", "all-mechanisms", file);
}
