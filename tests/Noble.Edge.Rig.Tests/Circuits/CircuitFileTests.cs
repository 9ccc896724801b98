using System.Text;
using Noble.Edge.Tests;

namespace Noble.Edge.Rig.Tests;

public class CircuitFileTests
{
    [Fact]
    public void Parse_EveryKey_IsTaken()
    {
        var spec = Parse("""
            // a comment
            {
              "virtualCells": 2,
              "preparation": [
                { "spikeThresholdMillivolts": -10, "refractoryMilliseconds": 2, "lowestMillivolts": -120, "highestMillivolts": 60, "holdMilliseconds": 3, "maximumNanoamperes": 0.5 },
                { "detectsSpikes": false }
              ],
              "synapses": [
                { "from": 0, "to": 2, "conductanceNanosiemens": 3, "inhibitory": true, "riseMilliseconds": 1, "decayMilliseconds": 9, "delayMilliseconds": 2, "saturationNanosiemens": 8,
                  "plasticity": { "release": 0.4, "recoveryMilliseconds": 300, "facilitationMilliseconds": 20 } },
                { "from": 2, "to": 0, "conductanceNanosiemens": 1, "reversalMillivolts": -20 },
                { "from": 2, "to": 1, "conductanceNanosiemens": 1 },
              ],
              "graded": [{ "from": 1, "to": 0, "conductanceNanosiemens": 5, "reversalMillivolts": -70, "halfMillivolts": -50, "slopeMillivolts": 4, "timeConstantMilliseconds": 8 }],
              "electrical": [{ "name": "gap", "from": 0, "to": 1, "conductanceNanosiemens": 0.5, "isRectifying": true }],
              "background": [{ "cell": 3, "excitatoryMeanNanosiemens": 1, "excitatoryDeviationNanosiemens": 2, "excitatoryTimeConstantMilliseconds": 3, "excitatoryReversalMillivolts": 4,
                "inhibitoryMeanNanosiemens": 5, "inhibitoryDeviationNanosiemens": 6, "inhibitoryTimeConstantMilliseconds": 7, "inhibitoryReversalMillivolts": -8 }],
              "holding": [{ "cell": 1, "nanoamperes": -0.1 }],
              "limits": { "virtualNanoamperes": 2, "conductanceNanosiemens": 50 },
              "seed": 7
            }
            """);

        Assert.Equal((2, 4, 7ul), (spec.VirtualCells, spec.CellCount, spec.Seed));
        Assert.Equal(
            [
                new PreparationCellSpec { SpikeThresholdMillivolts = -10, RefractoryMilliseconds = 2, LowestMillivolts = -120, HighestMillivolts = 60, HoldMilliseconds = 3, MaximumNanoamperes = 0.5 },
                new PreparationCellSpec { SpikeThresholdMillivolts = double.NaN },
            ],
            spec.Preparation);
        Assert.Equal(
            [
                new ChemicalSynapseSpec
                {
                    From = 0, To = 2, ConductanceNanosiemens = 3, ReversalMillivolts = -75, RiseMilliseconds = 1, DecayMilliseconds = 9, DelayMilliseconds = 2, SaturationNanosiemens = 8,
                    Plasticity = new ShortTermPlasticitySpec { Release = 0.4, RecoveryMilliseconds = 300, FacilitationMilliseconds = 20 },
                },
                new ChemicalSynapseSpec { From = 2, To = 0, ConductanceNanosiemens = 1, ReversalMillivolts = -20 },
                new ChemicalSynapseSpec { From = 2, To = 1, ConductanceNanosiemens = 1, ReversalMillivolts = 0 },
            ],
            spec.Synapses);
        Assert.Equal(
            [new GradedSynapseSpec { From = 1, To = 0, ConductanceNanosiemens = 5, ReversalMillivolts = -70, HalfMillivolts = -50, SlopeMillivolts = 4, TimeConstantMilliseconds = 8 }], spec.Graded);
        Assert.Equal([new ElectricalCouplingSpec { Name = "gap", From = 0, To = 1, ConductanceNanosiemens = 0.5, IsRectifying = true }], spec.Electrical);
        Assert.Equal(
            [
                new BackgroundSpec
                {
                    Cell = 3, ExcitatoryMeanNanosiemens = 1, ExcitatoryDeviationNanosiemens = 2, ExcitatoryTimeConstantMilliseconds = 3, ExcitatoryReversalMillivolts = 4,
                    InhibitoryMeanNanosiemens = 5, InhibitoryDeviationNanosiemens = 6, InhibitoryTimeConstantMilliseconds = 7, InhibitoryReversalMillivolts = -8,
                },
            ],
            spec.Background);
        Assert.Equal([new HoldingCurrentSpec { Cell = 1, Nanoamperes = -0.1 }], spec.Holding);
        Assert.Equal(new CircuitLimits { VirtualNanoamperes = 2, ConductanceNanosiemens = 50 }, spec.Limits);
    }

    [Fact]
    public void Parse_AlmostNothing_HasTheDefaults()
    {
        var spec = Parse("""{ "virtualCells": 1, "preparation": [{}], "background": [{ "cell": 0 }], "graded": [{ "from": 0, "to": 1, "conductanceNanosiemens": 1 }] }""");

        Assert.Equal([new PreparationCellSpec()], spec.Preparation);
        Assert.Equal([new BackgroundSpec { Cell = 0 }], spec.Background);
        Assert.Equal([new GradedSynapseSpec { From = 0, To = 1, ConductanceNanosiemens = 1 }], spec.Graded);
        Assert.Equal(CircuitLimits.Default, spec.Limits);
        Assert.Equal(1ul, spec.Seed);
    }

    [Theory]
    [InlineData("[]", "circuit is a list, expected an object")]
    [InlineData("{}", "circuit has 0 virtual cells and 0 of the preparation, expected 1 to 4096 together")]
    [InlineData("""{ "virtualCells": 5000 }""", "circuit has 5000 virtual cells and 0 of the preparation, expected 1 to 4096 together")]
    [InlineData("""{ "virtualCells": 1.5 }""", "virtualCells is 1.5, expected a whole number")]
    [InlineData("""{ "virtualCells": 1, "synapse": [] }""", "synapse is no key, expected virtualCells, preparation, synapses")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 1, "conductanceNanosiemens": 1 }] }""", "synapses[0].to is 1, expected a cell from 0 to 0")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "to": 0, "conductanceNanosiemens": 1 }] }""", "synapses[0].from is missing, expected a whole number")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 0, "conductanceNanosiemens": -1 }] }""", "synapses[0].conductanceNanosiemens is -1, expected 0 to 10000")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1, "decayMilliseconds": 0 }] }""", "synapses[0].decayMilliseconds is 0, expected over 0 and up to 10000")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1, "riseMilliseconds": 5 }] }""", "synapses[0].riseMilliseconds is 5, expected 0 to 4.75")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1, "delayMilliseconds": 101 }] }""", "synapses[0].delayMilliseconds is 101, expected 0 to 100")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1, "saturationNanosiemens": 0 }] }""", "synapses[0].saturationNanosiemens is 0, expected over 0")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1, "inhibitory": true, "reversalMillivolts": 0 }] }""", "synapses[0] has inhibitory and reversalMillivolts, expected one of them")]
    [InlineData("""{ "virtualCells": 1, "synapses": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1, "plasticity": { "release": 0, "recoveryMilliseconds": 1 } }] }""", "synapses[0].plasticity.release is 0, expected over 0 and up to 1")]
    [InlineData("""{ "virtualCells": 1, "graded": [{ "name": 3, "from": 0, "to": 0, "conductanceNanosiemens": 1 }] }""", "graded[0].name is 3, expected a text")]
    [InlineData("""{ "virtualCells": 1, "electrical": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1 }] }""", "electrical[0] couples cell 0 to itself, expected two cells")]
    [InlineData("""{ "virtualCells": 1, "graded": [{ "from": 0, "to": 0, "conductanceNanosiemens": 1, "slopeMillivolts": 0 }] }""", "graded[0].slopeMillivolts is 0, expected over 0 and up to 100")]
    [InlineData("""{ "virtualCells": 1, "background": [{ "cell": 0, "inhibitoryDeviationNanosiemens": -2 }] }""", "background[0].inhibitoryDeviationNanosiemens is -2, expected 0 to 10000")]
    [InlineData("""{ "virtualCells": 1, "holding": [{ "cell": 0, "nanoamperes": 1 }, { "cell": 0, "nanoamperes": 1 }] }""", "holding names cell 0 twice, expected once")]
    [InlineData("""{ "virtualCells": 1, "holding": [{ "cell": 0, "nanoamperes": "much" }] }""", "holding[0].nanoamperes is \"much\", expected a number")]
    [InlineData("""{ "preparation": [{ "highestMillivolts": -200 }] }""", "preparation[0].highestMillivolts is -200, expected over -150 and up to 1000")]
    [InlineData("""{ "preparation": [{ "maximumNanoamperes": 0 }] }""", "preparation[0].maximumNanoamperes is 0, expected over 0 and up to 1000")]
    [InlineData("""{ "virtualCells": 1, "limits": { "conductanceNanosiemens": 0 } }""", "limits.conductanceNanosiemens is 0, expected over 0 and up to 1000000")]
    [InlineData("""{ "virtualCells": 1, "seed": -1 }""", "seed is -1, expected a whole number from 0")]
    [InlineData("""{ "virtualCells": 1, "virtualCells": 1 }""", "circuit is no JSON object: ")]
    [InlineData("{", "circuit is no JSON object: ")]
    public void Parse_Mistake_IsSaidInOneLine(string text, string expected)
    {
        var error = Assert.Throws<CircuitException>(() => Parse(text));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Read_Mistake_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.FullName, "circuit.json");
        Assert.StartsWith(path, Assert.Throws<CircuitException>(() => CircuitFile.Read(path)).Message, StringComparison.Ordinal);

        File.WriteAllText(path, "{}");
        Assert.StartsWith($"{path}: circuit has 0", Assert.Throws<CircuitException>(() => CircuitFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Circuit_DelaysBeyondTheRoom_IsRefused()
    {
        var spec = new CircuitSpec
        {
            VirtualCells = 1,
            Synapses = [.. Enumerable.Repeat(CircuitBench.Synapse with { To = 0, DelayMilliseconds = 100 }, 8000)],
        };

        Assert.StartsWith("synapses have 8016000 steps of delay together", Assert.Throws<CircuitException>(() => new Circuit(spec, 0.1)).Message, StringComparison.Ordinal);
    }

    private static CircuitSpec Parse(string text) => CircuitFile.Parse(Encoding.UTF8.GetBytes(text));
}
