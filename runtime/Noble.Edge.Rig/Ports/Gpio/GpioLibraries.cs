using System.Runtime.InteropServices;

namespace Noble.Edge.Rig;

/// <summary>Which versions of libgpiod this machine has.</summary>
internal static class GpioLibraries
{
    internal const string Version1 = "libgpiod.so.2";
    internal const string Version2 = "libgpiod.so.3";

    /// <summary>Those that can be loaded, the newer one first.</summary>
    internal static IReadOnlyList<string> Installed() => [.. new[] { Version2, Version1 }.Where(CanLoad)];

    /// <summary>The driver that is meant, with what is installed.</summary>
    /// <exception cref="GpioException">The library is not installed.</exception>
    internal static GpioDriverKind Choose(GpioDriverKind asked)
    {
        var wanted = asked switch
        {
            GpioDriverKind.LibGpiodV2 => [Version2],
            GpioDriverKind.LibGpiodV1 => [Version1],
            _ => new[] { Version2, Version1 },
        };
        return wanted.FirstOrDefault(CanLoad) switch
        {
            Version2 => GpioDriverKind.LibGpiodV2,
            Version1 => GpioDriverKind.LibGpiodV1,
            _ => throw new GpioException($"libgpiod is not installed: looked for {string.Join(" and ", wanted)}; apt-get install {(wanted[^1] == Version2 ? "libgpiod3" : "libgpiod2")}"),
        };
    }

    private static bool CanLoad(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle))
        {
            return false;
        }

        NativeLibrary.Free(handle);
        return true;
    }
}
