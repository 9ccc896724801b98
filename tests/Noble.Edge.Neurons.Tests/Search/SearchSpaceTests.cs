namespace Noble.Edge.Neurons.Tests;

public class SearchSpaceTests
{
    private static readonly NeuronCollection Neurons = CellSource.Read("fast-spiking");

    [Fact]
    public void Variable_BoundsTenTimesApart_IsLogarithmic()
    {
        Assert.Equal(SearchScale.Logarithmic, new SearchVariable(["soma.Km.gbar"], 1e-5, 1e-4).Scale);
        Assert.Equal(SearchScale.Linear, new SearchVariable(["soma.Km.gbar"], 1e-5, 9e-5).Scale);
        Assert.Equal(SearchScale.Linear, new SearchVariable(["soma.Km.gbar"], 0, 1).Scale);
        Assert.Equal(SearchScale.Linear, new SearchVariable(["soma.Km.gbar"], 1e-5, 1, SearchScale.Linear).Scale);
    }

    [Theory]
    [InlineData(1e-5, 1e-3)]
    [InlineData(-80, -64)]
    public void Variable_Ends_AreTheBoundsExactly(double lower, double upper)
    {
        var variable = new SearchVariable(["soma.Km.gbar"], lower, upper);

        Assert.Equal(lower, variable.ValueAt(0));
        Assert.Equal(upper, variable.ValueAt(1));
        Assert.Equal(0.3, variable.PlaceOf(variable.ValueAt(0.3)), 1e-12);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void Variable_BoundsOutOfOrder_AreRefused(double lower, double upper)
    {
        var error = Assert.Throws<ArgumentException>(() => new SearchVariable(["soma.cm"], lower, upper));

        Assert.Contains("Bounds of 'soma.cm' are", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variable_NegativeLogarithmic_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new SearchVariable(["soma.pas.e"], -80, -60, SearchScale.Logarithmic));
    }

    [Fact]
    public void Of_FastSpikingCell_TiesWhatMovesTogether()
    {
        var space = SearchBounds.Of(Neurons);

        Assert.Equal(15, space.Variables.Count);
        Assert.Equal(["axon.NaF.gbar", "soma.NaF.gbar"], Assert.Single(space.Variables, v => v.Paths.Contains("soma.NaF.gbar")).Paths);
        Assert.Equal(["soma.Km.gbar"], Assert.Single(space.Variables, v => v.Paths.Contains("soma.Km.gbar")).Paths);
    }

    [Fact]
    public void Of_FastSpikingCell_HasEveryNeuronWellInside()
    {
        foreach (var variable in SearchBounds.Of(Neurons).Variables)
        {
            Assert.All(Neurons.ParameterSets, s => Assert.InRange(variable.PlaceOf(s.Values[variable.Name]), 0.02, 0.98));
        }
    }

    [Fact]
    public void Of_GivenBounds_TakeParametersOutOfTheCells()
    {
        var space = SearchBounds.Of(
            Neurons,
            [new SearchVariable(["soma.NaF.gbar"], 0.2, 0.3)],
            new Dictionary<string, double> { ["soma.Km.gbar"] = 1e-4 });

        Assert.Equal(["soma.NaF.gbar"], space.Variables[0].Paths);
        Assert.Equal(["axon.NaF.gbar"], Assert.Single(space.Variables, v => v.Paths.Contains("axon.NaF.gbar")).Paths);
        Assert.DoesNotContain(space.Variables, v => v.Paths.Contains("soma.Km.gbar"));
        Assert.Equal(1e-4, space.ToParameterSet("x", new double[space.Variables.Count]).Values["soma.Km.gbar"]);
    }

    [Fact]
    public void Of_NotSearched_HasTheFirstSetsValue()
    {
        var neurons = Neurons with { Bounds = new Dictionary<string, (double, double)> { ["soma.Km.gbar"] = (1e-5, 1e-4) } };

        var set = SearchBounds.Of(neurons).ToParameterSet("x", [1]);

        Assert.Equal(1e-4, set.Values["soma.Km.gbar"]);
        Assert.Equal(Neurons.ParameterSets[0].Values["soma.NaF.gbar"], set.Values["soma.NaF.gbar"]);
    }

    [Fact]
    public void Of_CellWithoutBounds_TakesTheSpreadOfItsSets()
    {
        ParameterSet Set(string name, double density, double reversal, double capacitance) =>
            new(name, [new("soma.Km.gbar", density), new("soma.pas.e", reversal), new("dend.cm", capacitance), new("soma.cm", capacitance), new("axon.cm", 1.1)]);

        var space = SearchBounds.Of(new NeuronCollection(Neurons.Cell, [Set("a", 1e-5, -70, 1), Set("b", 1e-3, -80, 0.5), Set("c", 1e-4, -75, 0.7)]));

        Assert.Equal(["dend.cm", "soma.Km.gbar", "soma.pas.e"], space.Variables.Select(v => v.Name));
        Assert.Equal(["dend.cm", "soma.cm"], space.Variables[0].Paths);
        Assert.Equal((0.45, 1.05), (space.Variables[0].Lower, space.Variables[0].Upper));
        Assert.Equal(SearchScale.Logarithmic, space.Variables[1].Scale);
        Assert.Equal(1e-5 / Math.Pow(100, 0.1), space.Variables[1].Lower, 1e-18);
        Assert.Equal((-81, -69), (space.Variables[2].Lower, space.Variables[2].Upper));
        Assert.Equal(1.1, space.Fixed["axon.cm"]);
    }

    [Fact]
    public void Of_UnknownParameter_IsNamedWithItsLikes()
    {
        var error = Assert.Throws<SearchFileException>(() => SearchBounds.Of(Neurons, [new SearchVariable(["soma.NaG.gbar"], 0, 1)]));

        Assert.Contains("bounds name 'soma.NaG.gbar', which cell 'fast-spiking' does not have", error.Message, StringComparison.Ordinal);
        Assert.Contains("axon.Kv1.gbar", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoBounds_SaysWhereToGiveThem()
    {
        var error = Assert.Throws<SearchFileException>(() => SearchBounds.Of(new NeuronCollection(Neurons.Cell, [])));

        Assert.Contains("no bounds", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Space_ParameterInTwoVariables_IsRefused()
    {
        var error = Assert.Throws<SearchFileException>(
            () => new SearchSpace(Neurons.Cell, [new(["soma.cm"], 0, 1), new(["dend.cm", "soma.cm"], 0, 1)]));

        Assert.Contains("'soma.cm' twice", error.Message, StringComparison.Ordinal);
    }
}
