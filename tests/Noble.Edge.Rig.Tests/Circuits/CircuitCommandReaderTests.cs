namespace Noble.Edge.Rig.Tests;

public class CircuitCommandReaderTests
{
    private static readonly CircuitSpec Spec = new()
    {
        VirtualCells = 3,
        Preparation = [new PreparationCellSpec { MaximumNanoamperes = 0.4 }, new PreparationCellSpec { MaximumNanoamperes = 0.7 }],
        Synapses = [CircuitBench.Synapse, CircuitBench.Synapse with { Name = "from the slice", From = 3 }],
        Graded = [new GradedSynapseSpec { Name = "slow", From = 0, To = 4, ConductanceNanosiemens = 4 }],
        Electrical = [new ElectricalCouplingSpec { Name = "gap", From = 1, To = 3, ConductanceNanosiemens = 1 }],
        Background = [new BackgroundSpec { Cell = 1 }, new BackgroundSpec { Cell = 2 }, new BackgroundSpec { Cell = 2, Name = "second" }],
        Limits = new CircuitLimits { VirtualNanoamperes = 2, ConductanceNanosiemens = 50 },
    };

    [Theory]
    [InlineData("holding", 2, null, -2, CircuitCommandKind.Holding, 2)]
    [InlineData("holding", -1, null, 0.4, CircuitCommandKind.Holding, 3)]
    [InlineData("holding", -2, null, -0.7, CircuitCommandKind.Holding, 4)]
    [InlineData("conductance", null, "synapses[0]", 50, CircuitCommandKind.Synapse, 0)]
    [InlineData("conductance", null, "from the slice", 0, CircuitCommandKind.Synapse, 1)]
    [InlineData("conductance", null, "slow", 3, CircuitCommandKind.Graded, 0)]
    [InlineData("conductance", null, "graded[0]", 3, CircuitCommandKind.Graded, 0)]
    [InlineData("conductance", null, "gap", 3, CircuitCommandKind.Electrical, 0)]
    [InlineData("conductance", null, "electrical[0]", 3, CircuitCommandKind.Electrical, 0)]
    [InlineData("background-excitatory", 1, null, 3, CircuitCommandKind.BackgroundExcitatory, 0)]
    [InlineData("background-inhibitory", 1, null, 3, CircuitCommandKind.BackgroundInhibitory, 0)]
    [InlineData("background-inhibitory", null, "background[1]", 3, CircuitCommandKind.BackgroundInhibitory, 1)]
    [InlineData("background-excitatory", null, "second", 3, CircuitCommandKind.BackgroundExcitatory, 2)]
    public void Judge_SomethingThereIs_IsWhatACircuitTakes(string name, int? cell, string? connection, double value, CircuitCommandKind kind, int index)
    {
        Assert.Null(new CircuitCommandReader(Spec).Judge(name, cell, connection, value, out var command));
        Assert.Equal(new CircuitCommand(kind, index, value), command);
        Assert.Equal(command, CircuitCommand.Of(new InputEvent(7, InputKind.Circuit, 1, command.Channel, command.Value)));
        Assert.True(new Circuit(Spec, 0.1).TryApply(command));
    }

    [Theory]
    [InlineData("holding", 2, null, 2.01, "holding 2.01 nA: expected -2 to 2, the limits of the circuit")]
    [InlineData("holding", -1, null, -0.5, "holding -0.5 nA: expected -0.4 to 0.4, the limits of the circuit")]
    [InlineData("holding", 0, null, double.NaN, "holding NaN nA: expected -2 to 2, the limits of the circuit")]
    [InlineData("holding", 0, null, null, "holding: expected a value in nA, it is missing")]
    [InlineData("holding", null, null, 1.0, "holding: expected a cell, 0 to 2, or -1 to -2 of the preparation; it is missing")]
    [InlineData("holding", 3, null, 0.1, "holding: no cell 3: expected 0 to 2, or -1 to -2 of the preparation")]
    [InlineData("holding", -3, null, 0.1, "holding: no cell -3: expected 0 to 2, or -1 to -2 of the preparation")]
    [InlineData("holding", int.MinValue, null, 0.1, "holding: no cell -2147483648: expected 0 to 2, or -1 to -2 of the preparation")]
    [InlineData("holding", int.MaxValue, null, 0.1, "holding: no cell 2147483647: expected 0 to 2, or -1 to -2 of the preparation")]
    [InlineData("conductance", null, "gap", 50.1, "conductance 50.1 nS: expected 0 to 50, the limits of the circuit")]
    [InlineData("conductance", null, "gap", -1.0, "conductance -1 nS: expected 0 to 50, the limits of the circuit")]
    [InlineData("conductance", null, "gap", double.PositiveInfinity, "conductance Infinity nS: expected 0 to 50, the limits of the circuit")]
    [InlineData("conductance", null, "gap", null, "conductance: expected a value in nS, it is missing")]
    [InlineData("conductance", 0, null, 1.0, "conductance: expected a connection, its name or its place as in synapses[0], it is missing")]
    [InlineData("conductance", null, "synapses[2]", 1.0, "conductance: no connection 'synapses[2]': expected a name of the circuit, synapses[0 to 1], graded[0 to 0], electrical[0 to 0]")]
    [InlineData("conductance", null, "synapses[-1]", 1.0, "conductance: no connection 'synapses[-1]': ")]
    [InlineData("conductance", null, "synapses[99999999999]", 1.0, "conductance: no connection 'synapses[99999999999]': ")]
    [InlineData("conductance", null, "]", 1.0, "conductance: no connection ']': ")]
    [InlineData("conductance", null, "[0]", 1.0, "conductance: no connection '[0]': ")]
    [InlineData("conductance", null, "", 1.0, "conductance: no connection '': ")]
    [InlineData("conductance", null, "second", 1.0, "conductance: no connection 'second': ")]
    [InlineData("conductance", null, "a\nb", 1.0, "conductance: no connection 'a?b': ")]
    [InlineData("background-excitatory", 0, null, 1.0, "background-excitatory: cell 0 has 0 backgrounds: expected a cell with one, or a connection as in background[0]")]
    [InlineData("background-excitatory", 2, null, 1.0, "background-excitatory: cell 2 has 2 backgrounds: expected a cell with one, or a connection as in background[0]")]
    [InlineData("background-excitatory", 9, null, 1.0, "background-excitatory: no cell 9: expected 0 to 2, or -1 to -2 of the preparation")]
    [InlineData("background-excitatory", null, null, 1.0, "background-excitatory: expected a cell or a connection, it is missing")]
    [InlineData("background-inhibitory", null, "gap", 1.0, "background-inhibitory: no background 'gap': expected one of the circuit's 3, as in background[0]")]
    [InlineData("background-inhibitory", 1, null, 51.0, "background-inhibitory 51 nS: expected 0 to 50, the limits of the circuit")]
    public void Judge_WhatMayNotBe_SaysWhyInALine(string name, int? cell, string? connection, double? value, string reason)
    {
        var said = new CircuitCommandReader(Spec).Judge(name, cell, connection, value, out _);
        Assert.StartsWith(reason, said, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', said!);
    }

    [Theory]
    [InlineData("[", "synapses[0].name has 1 characters, expected 1 to 64, none of them a bracket")]
    [InlineData("", "synapses[0].name has 0 characters, expected 1 to 64, none of them a bracket")]
    [InlineData("gap", "electrical[0].name is 'gap', as synapses[0].name, expected another")]
    public void Check_NameThatWillNotDo_IsSaid(string name, string expected) =>
        Assert.Equal(expected, Assert.Throws<CircuitException>((Spec with { Synapses = [CircuitBench.Synapse with { Name = name }] }).Check).Message);
}
