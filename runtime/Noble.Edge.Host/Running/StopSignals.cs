using System.Runtime.InteropServices;

namespace Noble.Edge.Host;

/// <summary>SIGINT and SIGTERM: the first asks for an orderly end, the second ends the process at once. SIGUSR1: emergency stop.</summary>
internal sealed partial class StopSignals : IDisposable
{
    private const int InterruptSignal = 2;
    private const int EmergencySignal = 10; // SIGUSR1

    private readonly PosixSignalRegistration[] _registrations;
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenSource _emergency = new();
    private int _received;

    internal StopSignals()
    {
        // A shell without job control starts background processes with SIGINT ignored, and the runtime would keep it
        // so; a rig that is asked to stop has to.
        _ = SetDisposition(InterruptSignal, 0);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create((PosixSignal)EmergencySignal, OnEmergency),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>Cancelled by SIGUSR1.</summary>
    internal CancellationToken Emergency => _emergency.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
        _emergency.Dispose();
    }

    private void OnEmergency(PosixSignalContext context)
    {
        context.Cancel = true;
        _emergency.Cancel();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1)
        {
            // No finalizers and no waiting for threads: whoever asks twice means it.
            ExitNow(ExitCode.Failed);
        }

        _source.Cancel();
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetDisposition(int signal, nint disposition);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);
}
