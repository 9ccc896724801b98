using System.Diagnostics;

namespace Noble.Edge.FirmwareBridge;

/// <content>The thread that carries bytes between the link and the session, and those that wait for it.</content>
public sealed partial class BridgeConnection
{
    private const long LongestSleep = 50_000_000; // [ns]
    private const long BlockedSleep = 5_000_000; // [ns]
    private const int ReadBytes = 4096;
    private const int ReadsInARow = 16;

    private static readonly TimeSpan EndPatience = TimeSpan.FromMilliseconds(200);

    private readonly Thread _thread;
    private readonly byte[] _received = new byte[ReadBytes];
    private readonly byte[] _frame = new byte[BridgeProtocol.WireBytesMax];
    private int _frameBytes;
    private int _frameWritten;
    private int _state; // BridgeState
    private long _spikesHere;
    private long _sleepsUntil = long.MaxValue;
    private long _openAt;
    private string _lastFault = string.Empty;
    private bool _isStarted;
    private bool _isEnding; // the thread is to end once the device is safe
    private bool _isEnded;

    /// <summary>Starts the thread that opens the link, configures, aligns, arms and streams, and does so again whenever it has to.</summary>
    /// <exception cref="InvalidOperationException">It has been started before.</exception>
    public void Start()
    {
        if (_isStarted)
        {
            throw new InvalidOperationException("A bridge connection is started once.");
        }

        _isStarted = true;
        Volatile.Write(ref _state, (int)BridgeState.Connecting);
        _thread.Start();
    }

    /// <summary>Waits until the device is armed.</summary>
    /// <returns>False where the time passed first, or the connection is latched in a safe state.</returns>
    public bool WaitUntilArmed(TimeSpan timeout) =>
        WaitUntil(() => State == BridgeState.Armed || _session.Latch != SafeLatch.None, timeout) && State == BridgeState.Armed;

    /// <summary>Waits until the fate of everything handed over is known: in the device's queue, emitted, or counted as something else.</summary>
    /// <returns>False where the time passed first.</returns>
    public bool Flush(TimeSpan timeout) => WaitUntil(() => _handOver.IsEmpty && _session.KnowsEveryFate, timeout);

    /// <summary>Makes the outputs of an armed device safe, ends the thread and closes the link.</summary>
    /// <remarks>What the device has and was not due is discarded there. Waits at most about 200 ms for the device; without an answer its heartbeat time-out does it.</remarks>
    public void Dispose()
    {
        if (_isStarted && !_isEnded)
        {
            Volatile.Write(ref _isEnding, true);

            // An emergency is left behind as one, so that the next host learns of it.
            _session.RequestSafeState(IsEmergency ? SafeLatch.Emergency : SafeLatch.Safe);
            _wake.Set();
            _thread.Join();
        }

        _isEnded = true;
        Volatile.Write(ref _state, (int)BridgeState.Stopped);
        _notices?.Dispose();
        _link.Dispose();
        _wake.Dispose();
        _inputWake.Dispose();
    }

    private bool WaitUntil(Func<bool> condition, TimeSpan timeout)
    {
        var until = Stopwatch.GetTimestamp() + BridgeTimes.Nanoseconds(timeout);
        lock (_gate)
        {
            while (!condition())
            {
                var left = until - Stopwatch.GetTimestamp();
                if (left <= 0)
                {
                    return false;
                }

                // The thread tells at each of its turns, and turns at least this often.
                _wake.Set();
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Clamp(left / 1_000_000, 1, 20)));
            }

            return true;
        }
    }

    private void Run()
    {
        var endAt = long.MaxValue;
        while (true)
        {
            var now = Stopwatch.GetTimestamp();
            if (Volatile.Read(ref _isEnding))
            {
                endAt = Math.Min(endAt, now + BridgeTimes.Nanoseconds(EndPatience));
                if (now >= endAt || _session.IsAsSafeAsAsked)
                {
                    _link.Close();
                    return;
                }
            }

            if (_link.Descriptor < 0 && now >= _openAt)
            {
                Open();
            }

            Turn();
            TellNotices();
            Sleep(Math.Min(endAt, _link.Descriptor < 0 ? _openAt : long.MaxValue));
        }
    }

    private void Open()
    {
        var isOpen = _link.TryOpen(out var mistake);
        var now = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            if (isOpen)
            {
                _frameBytes = 0;
                _lastFault = string.Empty;
                _session.LinkOpened(now);
                return;
            }

            _openAt = now + _reconnectNanoseconds;
            Close(mistake ?? "the link cannot be opened");
        }
    }

    // Said once, however often it is tried.
    private void Close(string fault)
    {
        _link.Close();
        if (_lastFault != fault)
        {
            _lastFault = fault;
            _session.LinkClosed(fault);
        }
    }

    private void Turn()
    {
        lock (_gate)
        {
            var isOpen = _link.Descriptor >= 0;
            if (isOpen && !TryReceive())
            {
                Break(_link.Fault);
            }

            _session.Advance(Stopwatch.GetTimestamp());
            if (_link.Descriptor >= 0 && !TrySend())
            {
                Break(_link.Fault);
            }

            if (_link.Descriptor >= 0 && _session.WantsReopen)
            {
                Break("the device does not answer: the link is opened anew");
            }

            if (_session.HasNewInputs)
            {
                _session.HasNewInputs = false;
                _inputWake.Set();
            }

            Volatile.Write(ref _state, (int)_session.State);
            Volatile.Write(ref _spikesHere, _session.SpikesHere);
            Monitor.PulseAll(_gate);
        }
    }

    private void Break(string fault)
    {
        _openAt = Stopwatch.GetTimestamp() + _reconnectNanoseconds;
        Close(fault);
    }

    private bool TryReceive()
    {
        for (var i = 0; i < ReadsInARow; i++)
        {
            var now = Stopwatch.GetTimestamp();
            var count = _link.Read(_received);
            if (count <= 0)
            {
                return count == 0;
            }

            _session.Receive(_received.AsSpan(0, count), now);
        }

        return true;
    }

    private bool TrySend()
    {
        while (true)
        {
            if (_session.DiscardsOutput)
            {
                _session.DiscardsOutput = false;
                _link.DiscardOutput();
                _frameBytes = 0;
            }

            if (_frameBytes == 0)
            {
                (_frameBytes, _frameWritten) = (_session.Send(_frame, Stopwatch.GetTimestamp()), 0);
                if (_frameBytes == 0)
                {
                    return true;
                }
            }

            var count = _link.Write(_frame.AsSpan(_frameWritten, _frameBytes - _frameWritten));
            if (count <= 0)
            {
                return count == 0;
            }

            _frameWritten += count;
            if (_frameWritten == _frameBytes)
            {
                _frameBytes = 0;
            }
        }
    }

    private void TellNotices()
    {
        if (_session.Notices.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _notices?.Tell(_session.Notices);
            _session.Notices.Clear();
        }
    }

    // The other half is in Sleep: whoever hands something over sees that the thread sleeps, or the thread sees what was handed over.
    private void WakeBefore(long nanoseconds)
    {
        Interlocked.MemoryBarrier();
        if (nanoseconds < Volatile.Read(ref _sleepsUntil))
        {
            _wake.Set();
        }
    }

    private unsafe void Sleep(long openAt)
    {
        var now = Stopwatch.GetTimestamp();
        // While the link takes nothing, nothing is due.
        var due = _frameBytes > 0 ? now + BlockedSleep : _session.DueAt(now);
        var until = Math.Min(Math.Min(due, openAt), now + LongestSleep);
        Volatile.Write(ref _sleepsUntil, until);
        Interlocked.MemoryBarrier();
        var left = _handOver.IsEmpty ? Math.Max(0, until - now) : 0;
        var wait = new LibC.TimeSpecification { Seconds = (nint)(left / 1_000_000_000), Nanoseconds = (nint)(left % 1_000_000_000) };
        var descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[0] = new LibC.PollDescriptor { Descriptor = _wake.Descriptor, Events = LibC.PollIn };
        descriptors[1] = new LibC.PollDescriptor
        {
            Descriptor = _link.Descriptor,
            Events = (short)(_frameBytes > 0 ? LibC.PollIn | LibC.PollOut : LibC.PollIn),
        };
        _ = LibC.Poll(descriptors, 2, &wait, null);
        Volatile.Write(ref _sleepsUntil, long.MinValue);
        if (descriptors[0].Returned != 0)
        {
            _wake.Clear();
        }
    }
}
