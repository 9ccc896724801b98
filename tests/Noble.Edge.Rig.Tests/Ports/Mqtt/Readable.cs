using System.Runtime.InteropServices;

namespace Noble.Edge.Rig.Tests;

/// <summary>Asks poll(2) whether a descriptor is readable.</summary>
internal static class Readable
{
    internal static bool Now(int descriptor) => Wait(descriptor, 0);

    internal static bool Wait(int descriptor, int milliseconds)
    {
        var poll = new PollDescriptor { Descriptor = descriptor, Events = 1 };
        return Poll(ref poll, 1, milliseconds) == 1 && (poll.Returned & 1) != 0;
    }

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
