namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>The folder firmware-bridge/ of the checkout that the tests were built from.</summary>
internal static class BridgeFolder
{
    public static string PathOf(params ReadOnlySpan<string> parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Noble.Edge.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new DirectoryNotFoundException($"No Noble.Edge.sln above {AppContext.BaseDirectory}.")
            : Path.Combine([folder.FullName, "firmware-bridge", .. parts]);
    }
}
