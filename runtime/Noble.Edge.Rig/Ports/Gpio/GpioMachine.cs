namespace Noble.Edge.Rig;

/// <summary>What this machine has for GPIO.</summary>
/// <param name="Chips">Its chips, in the order of their numbers.</param>
/// <param name="Libraries">Libraries of libgpiod that are installed, the newer one first.</param>
public sealed record GpioMachine(IReadOnlyList<GpioChipFacts> Chips, IReadOnlyList<string> Libraries)
{
    /// <summary>Looks.</summary>
    public static GpioMachine Survey() => new([.. CharacterDevice.Paths().Select(Look)], GpioLibraries.Installed());

    private static GpioChipFacts Look(string path)
    {
        try
        {
            using var device = new CharacterDevice(path);
            return new GpioChipFacts(path, device.Name, device.Label, device.LineCount, null);
        }
        catch (GpioException error)
        {
            return new GpioChipFacts(path, Path.GetFileName(path), string.Empty, 0, error.Message);
        }
    }
}
