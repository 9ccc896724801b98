namespace Noble.Edge.Operator;

/// <summary>The argument checks that every engine makes at its boundary.</summary>
internal static class EngineArguments
{
    public static void CheckLength(NetworkShape shape, int length)
    {
        if (length < shape.ShortestLength)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"the time axis must have at least {shape.ShortestLength} samples, twice the {shape.Modes} modes, found {length}");
        }
    }

    public static void CheckBuffers(IOperatorEngine engine, ReadOnlySpan<float> input, int batch, Span<float> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        long expectedInput = (long)batch * engine.Shape.InputChannels * engine.Length;
        if (input.Length != expectedInput)
        {
            throw new ArgumentException($"expected [{batch}, {engine.Shape.InputChannels}, {engine.Length}] = {expectedInput} elements, found {input.Length}", nameof(input));
        }

        long expectedOutput = (long)batch * engine.Length;
        if (output.Length != expectedOutput)
        {
            throw new ArgumentException($"expected [{batch}, 1, {engine.Length}] = {expectedOutput} elements, found {output.Length}", nameof(output));
        }
    }
}
