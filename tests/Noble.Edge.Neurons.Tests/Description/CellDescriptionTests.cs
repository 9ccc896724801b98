namespace Noble.Edge.Neurons.Tests;

public class CellDescriptionTests
{
    private static readonly Section Soma = Section.Cylinder("soma", "soma", 20, 20, 1);

    [Fact]
    public void Constructor_UnknownMechanism_NamesItAndWhatExists()
    {
        var error = Assert.Throws<UnknownMechanismException>(() => Cell([new("soma", "NaX")]));

        Assert.Equal("NaX", error.Mechanism);
        Assert.Contains("'NaX'", error.Message, StringComparison.Ordinal);
        Assert.Contains("region 'soma'", error.Message, StringComparison.Ordinal);
        Assert.Contains("NaF", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_UnknownMechanismParameter_NamesItAndWhatExists()
    {
        var error = Assert.Throws<UnknownParameterException>(
            () => Cell([new("soma", "Kv3", new Dictionary<string, double> { ["gBar"] = 1 })]));

        Assert.Equal("gBar", error.Parameter);
        Assert.Contains("mechanism 'Kv3'", error.Where, StringComparison.Ordinal);
        Assert.Contains("gbar, e, shift, speed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_UnknownParameter_NamesItTheSetAndTheCell()
    {
        var cell = Cell([new("soma", "pas")]);
        var set = new ParameterSet("mine", [new("soma.pas.gg", 1)]);

        var error = Assert.Throws<UnknownParameterException>(() => cell.Validate(set));

        Assert.Equal("soma.pas.gg", error.Parameter);
        Assert.Contains("parameter set 'mine' for cell 'test'", error.Message, StringComparison.Ordinal);
        Assert.Contains("soma.pas.e, soma.pas.g.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValueOf_PlacementSetAndDefault_TakeEffectInThatOrder()
    {
        var cell = Cell([new("soma", "pas", new Dictionary<string, double> { ["e"] = -60 })]);
        var set = new ParameterSet("mine", [new("soma.pas.g", 3e-4)]);

        Assert.Equal(3e-4, cell.ValueOf(set, "soma.pas.g"));
        Assert.Equal(-60, cell.ValueOf(set, "soma.pas.e"));
        Assert.Equal(1e-4, cell.ValueOf(ParameterSet.Defaults, "soma.pas.g"));
        Assert.Equal(100, cell.ValueOf(ParameterSet.Defaults, "soma.Ra"));
    }

    [Fact]
    public void Constructor_SameMechanismTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => Cell([new("soma", "pas"), new("soma", "pas")]));

    [Fact]
    public void Constructor_UnknownRegion_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => Cell([new("axon", "pas")]));

        Assert.Contains("region 'axon'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_ParentAfterChild_NamesTheSection()
    {
        var error = Assert.Throws<ArgumentException>(() => new CellDescription(
            "test", [Soma, Section.Cylinder("twig", "soma", 10, 1, 1, "trunk")], [new Region("soma")], [], 20, -65));

        Assert.Contains("'twig' has parent 'trunk'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 0)]
    [InlineData(-5, 1)]
    public void Section_ImpossibleGeometry_Throws(double length, double diameter) =>
        Assert.Throws<ArgumentException>(() => Section.Cylinder("bad", "soma", length, diameter, 1));

    [Fact]
    public void ParameterSet_ValueNotFinite_NamesIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new ParameterSet("mine", [new("soma.cm", double.NaN)]));

        Assert.Contains("'soma.cm' is NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Registry_OwnMechanism_IsFound()
    {
        var registry = new MechanismRegistry([new Channel<PassiveLeak>()]);

        Assert.Equal(["pas"], registry.Names);
        Assert.Equal(["Kv3", "pas"], registry.With(new Channel<Kv3>()).Names);
        Assert.Throws<ArgumentException>(() => registry.With(new Channel<PassiveLeak>()));
    }

    private static CellDescription Cell(MechanismPlacement[] placements) =>
        new("test", [Soma], [new Region("soma")], placements, 20, -65);
}
