using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Noble.Edge.Neurons;

/// <summary>A cell and the neurons of its kind: what a cell file, or a morphology with a hall of fame, comes to.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="ParameterSets">Its neurons, one or more.</param>
[SuppressMessage("Naming", "CA1711", Justification = "A collection in the museum's sense: a cell and the neurons of its kind.")]
public sealed record NeuronCollection(CellDescription Cell, IReadOnlyList<ParameterSet> ParameterSets)
{
    /// <summary>Range in which a search may choose a parameter, by parameter name; empty where the source gives none.</summary>
    public IReadOnlyDictionary<string, (double Lower, double Upper)> Bounds { get; init; } =
        FrozenDictionary<string, (double Lower, double Upper)>.Empty;
}
