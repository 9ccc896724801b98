using Noble.Edge.Operator;

namespace Noble.Edge.Training;

/// <summary>What an import read, and what it wrote.</summary>
/// <param name="Format">The checkpoint's format.</param>
/// <param name="Tensors">Tensors that were read.</param>
/// <param name="Elements">How many of them are of each element type.</param>
/// <param name="Model">The model folder, read back and checked.</param>
/// <param name="Checked">What stated sizes and agreed with the tensors; empty where only the tensors told.</param>
/// <param name="Unknown">Settings in the checkpoint that this program does not know.</param>
/// <param name="Latents">Where the latent points come from.</param>
public sealed record ImportReport(
    string Format,
    int Tensors,
    IReadOnlyList<KeyValuePair<CheckpointElement, int>> Elements,
    ModelBundle Model,
    IReadOnlyList<string> Checked,
    IReadOnlyList<string> Unknown,
    string Latents)
{
    /// <summary>What became of each element type, as in "12 complex64 split into real and imaginary float32 parts".</summary>
    public IEnumerable<string> Conversions => Elements.Select(element => $"{element.Value} {element.Key.Conversion()}");
}
