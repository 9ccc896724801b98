namespace Noble.Edge.Operator;

/// <summary>
/// Compares, on the machine where it runs, every way there is here of computing the operator with a plain one: kernels and whole networks
/// with their scalar twins and with float64, the embedding with its formulas, files with what is read back from them, the streaming step with its scalar form, ONNX Runtime with all.
/// </summary>
public static class OperatorSelfCheck
{
    /// <summary>Runs the checks one after another.</summary>
    /// <param name="model">A model whose own network is checked besides; null for none.</param>
    /// <param name="library">ONNX Runtime's file or folder; null for the default.</param>
    /// <returns>For each check its name, whether it passed (null where there is nothing to check here) and what was measured.</returns>
    public static IEnumerable<(string Name, bool? Passed, string Detail)> Run(ModelBundle? model, string? library)
    {
        foreach (SimdInstructions instructions in Enum.GetValues<SimdInstructions>())
        {
            if (instructions is not SimdInstructions.Widest && IsAvailable(instructions))
            {
                foreach (var check in KernelChecks.Run(instructions).Concat(NetworkChecks.Run(instructions)).Concat(StreamingChecks.Run(instructions)))
                {
                    yield return check;
                }
            }
        }

        yield return EmbeddingChecks.Run();
        foreach (var check in ArrayChecks.Run().Concat(OnnxChecks.Run(library)))
        {
            yield return check;
        }

        foreach (var check in model is null ? [] : NetworkChecks.Run(model).Concat(OnnxChecks.Run(model, library)).Concat(StreamingChecks.Run(model, library)))
        {
            yield return check;
        }
    }

    /// <summary>Whether this machine and this build of the program have the instructions.</summary>
    internal static bool IsAvailable(SimdInstructions instructions)
    {
        try
        {
            KernelChoice.Create(instructions);
            return true;
        }
        catch (PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Root mean square of the difference over that of <paramref name="expected"/>; NaN where either holds one.</summary>
    internal static double RelativeRms(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            size += expected[i] * expected[i];
        }

        return Math.Sqrt(difference / size);
    }

    /// <summary>A check of an error against what is accepted.</summary>
    internal static (string Name, bool? Passed, string Detail) Within(string name, double error, double accepted, string of) =>
        (name, error <= accepted, FormattableString.Invariant($"{of} {error:0.0e+0}, accepted {accepted:0.0e+0}"));

    /// <summary>Uniform in [-1, 1), the same on every machine.</summary>
    internal static void Fill(Span<float> values, ulong seed)
    {
        var random = new SeededRandom(seed);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)((2 * random.NextUniform()) - 1);
        }
    }
}
