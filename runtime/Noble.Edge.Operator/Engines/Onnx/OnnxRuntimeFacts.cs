namespace Noble.Edge.Operator;

/// <summary>The ONNX Runtime of this process.</summary>
/// <param name="File">The library's path, or its name where the system found it.</param>
/// <param name="Version">Its version, as 1.31.1.</param>
/// <param name="ProviderNames">The execution providers that it was built with, by its own names.</param>
public sealed record OnnxRuntimeFacts(string File, string Version, IReadOnlyList<string> ProviderNames)
{
    /// <summary>Whether it was built with a provider; whether that starts here is known when it is tried.</summary>
    public bool Has(OnnxProvider provider) => provider == OnnxProvider.Cpu || ProviderNames.Contains(OnnxProviders.RuntimeName(provider));
}
