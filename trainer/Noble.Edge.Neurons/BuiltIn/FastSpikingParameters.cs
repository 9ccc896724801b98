namespace Noble.Edge.Neurons;

/// <summary>The numbers in which fast-spiking neurons differ, and the parameters that each of them sets.</summary>
internal static class FastSpikingParameters
{
    /// <summary>Parameters of the cell that each column sets.</summary>
    public static IReadOnlyList<string[]> Columns { get; } =
    [
        ["soma.pas.g", "dend.pas.g", "axon.pas.g"],
        ["soma.pas.e", "dend.pas.e", "axon.pas.e"],
        ["soma.cm", "dend.cm", "axon.cm"],
        ["soma.Ra", "dend.Ra", "axon.Ra"],
        ["dend.lengthScale"],
        ["dend.diameterScale"],
        ["soma.Ih.gbar", "dend.Ih.gbar"],
        ["soma.NaF.gbar", "axon.NaF.gbar"],
        ["soma.NaF.shiftM", "axon.NaF.shiftM"],
        ["soma.NaF.shiftH", "axon.NaF.shiftH"],
        ["soma.NaF.speedH", "axon.NaF.speedH"],
        ["soma.Kv3.gbar", "axon.Kv3.gbar"],
        ["soma.Kv3.speed", "axon.Kv3.speed"],
        ["soma.Kv1.gbar", "axon.Kv1.gbar"],
        ["soma.Km.gbar"],
    ];

    /// <summary>The parameter set of a row with one number a column.</summary>
    public static ParameterSet ToSet(string name, IReadOnlyList<double> row) =>
        new(name, Columns.Zip(row).SelectMany(c => c.First.Select(p => KeyValuePair.Create(p, c.Second))));
}
