namespace Noble.Edge.Rig;

/// <summary>Sleeps until a time, an input or a wake-up, whichever comes first.</summary>
internal sealed unsafe class InputPoll : IDisposable
{
    private readonly LibC.PollDescriptor[] _descriptors;
    private readonly WakeEvent _wake = new();

    /// <param name="descriptors">Descriptors that are readable when there is input.</param>
    internal InputPoll(IReadOnlyList<int> descriptors) =>
        _descriptors = [.. descriptors.Append(_wake.Descriptor).Select(descriptor => new LibC.PollDescriptor { Descriptor = descriptor, Events = LibC.PollIn })];

    /// <summary>Whether there is an input that can wake the thread.</summary>
    internal bool HasInputs => _descriptors.Length > 1;

    /// <summary>Any thread: ends a wait.</summary>
    internal void Wake() => _wake.Set();

    /// <summary>Waits this long at most [ns].</summary>
    /// <returns>Whether something came before that.</returns>
    internal bool Wait(long nanoseconds)
    {
        if (nanoseconds <= 0)
        {
            return false;
        }

        var time = new LibC.TimeSpecification { Seconds = (nint)(nanoseconds / 1_000_000_000), Nanoseconds = (nint)(nanoseconds % 1_000_000_000) };
        fixed (LibC.PollDescriptor* descriptors = _descriptors)
        {
            // A signal ends the wait early, which does no harm: the caller looks at the time again.
            var ready = LibC.Poll(descriptors, (nuint)_descriptors.Length, &time, null);
            if (ready > 0)
            {
                Look(descriptors);
            }

            return ready != 0;
        }
    }

    /// <summary>Whether something is there now.</summary>
    internal bool IsReady()
    {
        var none = default(LibC.TimeSpecification);
        fixed (LibC.PollDescriptor* descriptors = _descriptors)
        {
            return LibC.Poll(descriptors, (nuint)_descriptors.Length, &none, null) > 0;
        }
    }

    private void Look(LibC.PollDescriptor* descriptors)
    {
        if (descriptors[_descriptors.Length - 1].Returned != 0)
        {
            _wake.Reset();
        }

        // What has broken off (a chip that was unplugged) would be ready for ever; poll(2) passes over a negative descriptor.
        for (var i = 0; i < _descriptors.Length; i++)
        {
            if ((descriptors[i].Returned & LibC.PollBroken) != 0)
            {
                descriptors[i].Descriptor = ~descriptors[i].Descriptor;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _wake.Dispose();
}
