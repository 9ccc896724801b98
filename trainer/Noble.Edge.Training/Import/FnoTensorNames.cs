namespace Noble.Edge.Training;

/// <summary>Names in a neuraloperator checkpoint that sizes are read from, and the forms that a spectral weight comes in.</summary>
internal static class FnoTensorNames
{
    public const string Blocks = "fno_blocks";
    public const string LiftingWeight0 = "lifting.fcs.0.weight", LiftingWeight1 = "lifting.fcs.1.weight";
    public const string ProjectionWeight0 = "projection.fcs.0.weight", ProjectionWeight1 = "projection.fcs.1.weight";
    public const string MlpWeight0 = "fno_blocks.channel_mlp.0.fcs.0.weight";
    public const string RealSuffix = ".real", ImaginarySuffix = ".imag";

    /// <summary>
    /// The names under which a layer's spectral weight may stand: a factorised tensor's, a plain parameter's (either of them
    /// complex, or real with a last axis of two), or the real part of a split one.
    /// </summary>
    public static string[] SpectralForms(int layer)
    {
        var name = $"{Blocks}.convs.{layer}.weight";
        return [$"{name}.tensor", name, name + RealSuffix];
    }

    /// <summary>Whether a name of the runtime's layout is one part of a spectral weight, and of which tensor.</summary>
    public static bool IsSpectralPart(string name, out string whole, out bool isImaginary)
    {
        isImaginary = name.EndsWith(ImaginarySuffix, StringComparison.Ordinal);
        var isPart = isImaginary || name.EndsWith(RealSuffix, StringComparison.Ordinal);
        whole = isPart ? name[..name.LastIndexOf('.')] : name;
        return isPart;
    }
}
