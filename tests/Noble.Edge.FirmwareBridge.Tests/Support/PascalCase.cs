namespace Noble.Edge.FirmwareBridge.Tests;

internal static class PascalCase
{
    /// <summary>FRAME_BYTES_MAX to FrameBytesMax.</summary>
    public static string Of(string name) =>
        string.Concat(name.Split('_').Select(word => word[..1] + word[1..].ToLowerInvariant()));
}
