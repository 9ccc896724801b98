namespace Noble.Edge.Training;

/// <summary>What each site of a graph computes in, and the ranges of the activations that are quantized.</summary>
internal sealed record GraphPrecision
{
    /// <summary>float32 throughout.</summary>
    public static GraphPrecision Float { get; } = new();

    /// <summary>The sites that do not compute in float32, by name (see <see cref="GraphSites"/>).</summary>
    public IReadOnlyDictionary<string, SiteArithmetic> Sites { get; init; } = new Dictionary<string, SiteArithmetic>();

    /// <summary>The magnitude that becomes 127, by the name of the activation; every activation that enters an int8 site has one.</summary>
    public IReadOnlyDictionary<string, float> Ranges { get; init; } = new Dictionary<string, float>();

    /// <summary>Quantize activations alone and leave the weights of int8 sites as they are: what a range costs by itself.</summary>
    public bool KeepWeights { get; init; }

    /// <summary>Round to float16 in float32 after every operation (see <see cref="GraphWriter"/>): to measure with, not to be written.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>The arithmetic of a site.</summary>
    public SiteArithmetic Of(string site) => Sites.GetValueOrDefault(site);
}
