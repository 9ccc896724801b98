using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Noble.Edge.Rig;

/// <summary>
/// The experiment's log. Records wait in a ring that the pacer's thread fills; a thread of its own writes them, so that no disk ever holds
/// the experiment up.
/// </summary>
/// <remarks>Hot path: <see cref="Record"/> does not allocate, lock or block.</remarks>
public sealed class RigLog : IRigRecorder, IDisposable
{
    private const int MostNotes = 1_000; // that wait
    private const long FirstBackOff = 50_000_000, LongestBackOff = 5_000_000_000; // [ns]
    private const int LongestPollMilliseconds = 10;

    private readonly RigLogOptions _options;
    private readonly IMonotonicClock _clock;
    private readonly RigLogWriter _writer;
    private readonly SpscRing<RigRecord> _ring;
    private readonly RigRecord[] _records;
    private readonly ConcurrentQueue<(long Time, string Text)> _notes = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly Action<string>? _notice;
    private readonly Thread? _thread;
    private readonly long _flush; // [ns]
    private RigLogConfiguration? _configuration;
    private long _lostBefore; // since the last record that found room
    private long _lost;
    private int _count; // in _records
    private long _since; // the oldest of them has waited here [ns]
    private long _lastTime; // of the last record [ns, experiment]
    private long _retryAt; // [ns]
    private long _rollAt; // [ns]
    private long _backOff = FirstBackOff;
    private long _unwritten;
    private bool _isEnding;
    private bool _isDisposed;

    /// <summary>Creates the file. The configuration follows with <see cref="Begin"/>; until then records wait.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="notice">Told, once and on the writer's thread, when the disk refuses something; or null.</param>
    /// <exception cref="RigLogException">There is such a recording already.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public RigLog(RigLogOptions options, Action<string>? notice = null)
        : this(options, notice, MonotonicClock.Instance, new LogDisk(), hasThread: true)
    {
    }

    internal RigLog(RigLogOptions options, Action<string>? notice, IMonotonicClock clock, ILogDisk disk, bool hasThread)
    {
        (_options, _clock, _notice) = (options, clock, notice);
        _flush = options.FlushInterval.Ticks * 100;
        Span<ulong> chain = stackalloc ulong[1];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(chain));
        _writer = new RigLogWriter(options, disk, chain[0], clock.NowNanoseconds, notice);
        _ring = new SpscRing<RigRecord>(options.RingCapacity);
        _records = new RigRecord[_writer.RecordsPerBlock];
        if (hasThread)
        {
            _thread = new Thread(Write) { IsBackground = true, Name = "recorder" };
            _thread.Start();
        }
    }

    /// <summary>Records that found no room so far.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>The experiment has begun: what it was made with, for the head of every file.</summary>
    /// <exception cref="RigLogException">The configuration is larger than a recording can hold.</exception>
    public void Begin(RigLogConfiguration configuration)
    {
        _ = RigLogWriter.ConfigurationBlocks(configuration, _options.BlockBytes, 0, out _);
        Volatile.Write(ref _configuration, configuration);
        _wake.Set();
    }

    /// <inheritdoc />
    public void Record(in RigRecord record)
    {
        if (_lostBefore > 0)
        {
            if (!_ring.TryPush(new RigRecord(record.TimeNanoseconds, RigRecordKind.Lost, 0, 0, 0, _lostBefore)))
            {
                Lose();
                return;
            }

            Volatile.Write(ref _lostBefore, 0);
        }

        if (!_ring.TryPush(record))
        {
            Lose();
        }
    }

    /// <summary>Any thread: puts a text into the recording. Of more than a thousand that wait, and of more than 2,048 bytes, the rest is let go.</summary>
    public void Note(long timeNanoseconds, string text)
    {
        if (_notes.Count < MostNotes)
        {
            _notes.Enqueue((timeNanoseconds, text));
        }
    }

    /// <summary>The experiment has ended and nothing is recorded any more: writes what waits, and the end block, as far as the disk takes it.</summary>
    public RigLogReport Complete()
    {
        if (!Volatile.Read(ref _isEnding))
        {
            Volatile.Write(ref _isEnding, true);
            _wake.Set();
            if (_thread is null)
            {
                End();
            }
        }

        // A disk that hangs holds nobody up for ever.
        _thread?.Join(_options.Patience + TimeSpan.FromSeconds(10));
        return Report();
    }

    /// <summary>What was done so far; exact once <see cref="Complete"/> has returned.</summary>
    public RigLogReport Report() => new()
    {
        Files = _writer.Files,
        Bytes = _writer.Bytes,
        Blocks = _writer.Blocks,
        Records = _writer.Records,
        Lost = Lost,
        Unwritten = Volatile.Read(ref _unwritten),
        Errors = _writer.Errors,
        FirstError = _writer.FirstError,
        HasEnded = _writer.HasEnded,
    };

    /// <summary>Completes, and closes the file.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Complete();
        if (_thread is not { IsAlive: true })
        {
            _writer.Dispose();
            _wake.Dispose();
        }
    }

    /// <summary>Writes what is full or has waited for long enough.</summary>
    internal void Pump()
    {
        var now = _clock.NowNanoseconds;
        if (now < _retryAt)
        {
            return;
        }

        if (!TryWriteDue(now))
        {
            _retryAt = now + _backOff;
            _backOff = Math.Min(2 * _backOff, LongestBackOff);
            return;
        }

        _backOff = FirstBackOff;
        if (_writer.HasBegun)
        {
            RollOverIfDue(now);
        }

        _writer.SyncIfDue(now);
    }

    private void RollOverIfDue(long now)
    {
        if (now >= _rollAt && _writer.IsRollDue(now) && !_writer.TryRollOver(now))
        {
            _rollAt = now + LongestBackOff;
        }
    }

    // Returns false where the disk refused.
    private bool TryWriteDue(long now)
    {
        if (!_writer.HasBegun)
        {
            if (Volatile.Read(ref _configuration) is not { } configuration)
            {
                return true;
            }

            if (!_writer.TryBegin(configuration))
            {
                return false;
            }
        }

        // No more than what waited at the beginning, so that a fast producer does not keep the rest from its turn.
        for (var left = _ring.Count + _records.Length; left > 0;)
        {
            var taken = Take(now);
            left -= taken;
            var isDue = _count == _records.Length || now - _since >= _flush || Volatile.Read(ref _isEnding);
            if (_count == 0 || !isDue)
            {
                break;
            }

            if (!_writer.TryWriteRecords(_records.AsSpan(0, _count)))
            {
                return false;
            }

            _count = 0;
            RollOverIfDue(now);
            if (taken == 0)
            {
                break;
            }
        }

        while (_notes.TryPeek(out var note))
        {
            if (!_writer.TryWriteNote(note.Time, note.Text))
            {
                return false;
            }

            _notes.TryDequeue(out _);
        }

        return true;
    }

    private int Take(long now)
    {
        var taken = _ring.Pop(_records.AsSpan(_count));
        if (taken > 0)
        {
            _since = _count == 0 ? now : _since;
            _count += taken;
            _lastTime = _records[_count - 1].TimeNanoseconds;
        }

        // Those that were lost last have no record after them that could say so.
        if (_count < _records.Length && Volatile.Read(ref _isEnding) && _ring.Count == 0 && Volatile.Read(ref _lostBefore) is var lost and > 0)
        {
            Volatile.Write(ref _lostBefore, 0);
            _records[_count++] = new RigRecord(_lastTime, RigRecordKind.Lost, 0, 0, 0, lost);
            taken++;
        }

        return taken;
    }

    private void Lose()
    {
        Volatile.Write(ref _lostBefore, _lostBefore + 1);
        Volatile.Write(ref _lost, _lost + 1);
    }

    private void Write()
    {
#pragma warning disable CA1031 // Whatever breaks here must not take the experiment with it.
        try
        {
            var poll = Math.Min(LongestPollMilliseconds, (int)_options.FlushInterval.TotalMilliseconds);
            while (!Volatile.Read(ref _isEnding))
            {
                _wake.WaitOne(poll);
                Pump();
            }

            End();
        }
        catch (Exception error)
        {
            _notice?.Invoke($"recording '{_options.Path}': {error.Message}; nothing more is recorded");
        }
#pragma warning restore CA1031
    }

    private void End()
    {
        var until = _clock.NowNanoseconds + (_options.Patience.Ticks * 100);
        while (true)
        {
            _retryAt = 0;
            Pump();
            var isEmpty = _ring.Count == 0 && _count == 0 && _notes.IsEmpty;
            if (isEmpty && _writer.TryEnd())
            {
                break;
            }

            var now = _clock.NowNanoseconds;
            if (now >= until || (isEmpty && !_writer.HasBegun) || (!_writer.HasBegun && Volatile.Read(ref _configuration) is null))
            {
                break;
            }

            _clock.SleepUntil(Math.Min(until, now + FirstBackOff));
        }

        _writer.Sync(_clock.NowNanoseconds);
        Volatile.Write(ref _unwritten, _ring.Count + _count);
    }
}
