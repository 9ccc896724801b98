namespace Noble.Edge.Host;

/// <summary>Batches as lines of hexadecimal digits, as <c>mosquitto_sub -F %x</c> prints them.</summary>
internal static class HexReader
{
    /// <summary>Prints every line's spikes.</summary>
    /// <exception cref="UserMistakeException">A line is not hexadecimal.</exception>
    internal static void Read(TextReader input, string name, SpikePrinter printer)
    {
        for (var number = 1; input.ReadLine() is { } line && !printer.IsDone; number++)
        {
            byte[] payload;
            try
            {
                payload = Convert.FromHexString(line.Trim());
            }
            catch (FormatException error)
            {
                throw new UserMistakeException($"{name} line {number}: expected hexadecimal digits, two for each byte", error);
            }

            if (payload.Length > 0)
            {
                printer.Print(name, payload);
            }
        }
    }
}
