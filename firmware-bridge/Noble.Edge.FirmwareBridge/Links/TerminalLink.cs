using System.Runtime.InteropServices;

namespace Noble.Edge.FirmwareBridge;

/// <summary>A terminal device, opened raw: eight bits, no parity, one stop bit, no flow control, no echo, no line of its own.</summary>
/// <remarks>
/// The terminal is taken for this process alone. A driver that gathers bytes for some milliseconds is asked not to; one that cannot be
/// asked is taken as it is. A rate other than the standard ones is set exactly or within 3 %, or the link is not opened.
/// </remarks>
internal sealed class TerminalLink(BridgeAddress address) : DescriptorLink(address)
{
    private const double RateTolerance = 0.03;

    /// <inheritdoc/>
    public override unsafe void DiscardOutput() => _ = LibC.Control(Descriptor, LibC.TerminalFlush, (void*)LibC.FlushOutput);

    protected override unsafe int OpenDescriptor(out string? mistake)
    {
        var flags = LibC.OpenReadWrite | LibC.OpenNoTerminal | LibC.OpenNonBlocking | LibC.OpenCloseOnExec;
        var descriptor = LibC.Open(Address.Target, flags);
        if (descriptor < 0)
        {
            mistake = Marshal.GetLastPInvokeError() switch
            {
                LibC.ErrorNoEntry => $"{Address}: there is no {Address.Target}: is the board plugged in?",
                LibC.ErrorAccess => $"{Address}: not allowed: be in the group that owns {Address.Target}, often dialout",
                LibC.ErrorBusy => $"{Address}: another program has it",
                var error => $"{Address}: {Marshal.GetPInvokeErrorMessage(error)}",
            };
            return -1;
        }

        mistake = SetUp(descriptor);
        if (mistake is null)
        {
            return descriptor;
        }

        _ = LibC.Close(descriptor);
        return -1;
    }

    private unsafe string? SetUp(int descriptor)
    {
        LibC.Terminal terminal;
        if (LibC.Control(descriptor, LibC.TerminalGet, &terminal) < 0)
        {
            return Marshal.GetLastPInvokeError() == LibC.ErrorNotTerminal
                ? $"{Address}: {Address.Target} is no terminal"
                : $"{Address}: {Marshal.GetLastPInvokeErrorMessage()}";
        }

        terminal.InputFlags = 0;
        terminal.OutputFlags = 0;
        terminal.LocalFlags = 0;
        terminal.ControlFlags &= ~(LibC.ControlSizeMask | LibC.ControlTwoStops | LibC.ControlParity | LibC.ControlHardwareFlow |
            LibC.ControlHangUp);
        terminal.ControlFlags |= LibC.ControlEightBits | LibC.ControlReceiver | LibC.ControlLocal;

        // Nothing to read is an error that says so; with a minimum of 0 it would look like the end of the file.
        terminal.Characters[LibC.CharacterTime] = 0;
        terminal.Characters[LibC.CharacterMinimum] = 1;
        terminal.ControlFlags &= ~(LibC.ControlBaudMask | LibC.ControlInputBaudMask);
        terminal.ControlFlags |= LibC.ControlBaudOther;
        terminal.InputSpeed = (uint)Address.Number;
        terminal.OutputSpeed = (uint)Address.Number;

        LibC.Terminal set;
        if (LibC.Control(descriptor, LibC.TerminalExclusive, null) < 0 ||
            LibC.Control(descriptor, LibC.TerminalSet, &terminal) < 0 ||
            LibC.Control(descriptor, LibC.TerminalGet, &set) < 0)
        {
            return $"{Address}: {Marshal.GetLastPInvokeErrorMessage()}";
        }

        if (Math.Abs((double)set.OutputSpeed - Address.Number) > RateTolerance * Address.Number)
        {
            return $"{Address}: {Address.Number} baud asked for, {set.OutputSpeed} is what the driver can do";
        }

        LibC.Serial serial;
        if (LibC.Control(descriptor, LibC.SerialGet, &serial) == 0 && (serial.Flags & LibC.SerialLowLatency) == 0)
        {
            serial.Flags |= LibC.SerialLowLatency;
            _ = LibC.Control(descriptor, LibC.SerialSet, &serial);
        }

        // What the last program left in the driver is none of ours.
        _ = LibC.Control(descriptor, LibC.TerminalFlush, (void*)LibC.FlushBoth);
        return null;
    }
}
