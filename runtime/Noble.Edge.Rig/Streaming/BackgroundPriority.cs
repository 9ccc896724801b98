using System.Runtime.ExceptionServices;

namespace Noble.Edge.Rig;

/// <summary>
/// Rendering yields to everything else in the process: where the pacer was refused real-time priority, its thread and
/// the ports' still go before the renderer's. Lowering needs no privilege, and threads inherit it from their creator.
/// </summary>
public static class BackgroundPriority
{
    private const int Nice = 10;

    /// <summary>Lowers the calling thread, and what it creates from now on.</summary>
    public static void Lower() => _ = LibC.SetPriority(LibC.PriorityOfThread, 0, Nice);

    /// <summary>Makes something whose threads are to run lowered; what the factory throws is thrown here.</summary>
    public static T Create<T>(Func<T> factory)
    {
        T made = default!;
        ExceptionDispatchInfo? failure = null;
#pragma warning disable CA1031 // Carried over to the calling thread, whatever it is.
        var thread = new Thread(() =>
        {
            Lower();
            try
            {
                made = factory();
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        });
#pragma warning restore CA1031
        thread.Start();
        thread.Join();
        failure?.Throw();
        return made;
    }
}
