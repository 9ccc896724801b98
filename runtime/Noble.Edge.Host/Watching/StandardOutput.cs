using Microsoft.Win32.SafeHandles;

namespace Noble.Edge.Host;

/// <summary>
/// Standard output as a file. The console's own stream hides that its reader has gone, and <c>watch | head</c> would
/// then go on for ever.
/// </summary>
internal static class StandardOutput
{
    internal static FileStream Open() => new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
}
