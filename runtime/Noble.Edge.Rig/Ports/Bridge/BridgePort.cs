using Noble.Edge.FirmwareBridge;
using Noble.Edge.Spikes;

namespace Noble.Edge.Rig;

/// <summary>A microcontroller behind the bridge: spikes that leave on its timer, edges and samples with its time, currents through its converter.</summary>
/// <remarks>
/// Spikes are handed over by the look-ahead early. The device repeats the limits and makes its outputs safe by itself when this process, the
/// link or the heartbeat is gone; its emergency stop stops the run. A link that breaks does not: what cannot leave is counted, and streaming
/// goes on when the device is back. Hot path: what the pacer's thread calls does not block, allocate or throw.
/// </remarks>
public sealed class BridgePort : IScheduledPort, IInputPort, IStimulusPort, IDisposable
{
    private const long Never = long.MaxValue;

    private readonly BridgeConnection _connection;
    private readonly IMonotonicClock _clock;
    private readonly TimeSpan _startTimeout;
    private readonly int[] _lineOfNeuron; // [neuron], or -1
    private readonly BridgeStimulusChannel[] _channels;
    private readonly BridgeEdgeInput?[] _edges = new BridgeEdgeInput?[32]; // [the device's input]
    private readonly BridgeSampleChannel?[] _samples = new BridgeSampleChannel?[256]; // [the device's analogue input]
    private readonly long _responseDelay; // [ns]
    private readonly long _pulseWidth; // [ns]
    private ClosedLoop? _loop;
    private long _ended = Never; // the last pulse has ended by then [ns, monotonic clock]
    private bool _isSafe;
    private bool _toldEmergency;
    private long _unmapped;
    private long _ignored;

    /// <param name="options">What goes through it.</param>
    /// <param name="clock">The pacer's clock, which has to be the machine's.</param>
    /// <param name="notice">Told what happens on the link, in a line each; null for nobody.</param>
    public BridgePort(BridgePortOptions options, IMonotonicClock clock, Action<string>? notice = null)
    {
        (Name, _clock, _startTimeout) = (options.Name, clock, options.StartTimeout);
        _lineOfNeuron = [.. options.LineOfNeuron];
        _channels = [.. options.Channels];
        foreach (var edge in options.Edges)
        {
            _edges[edge.Input] = edge;
        }

        foreach (var sample in options.Samples)
        {
            _samples[sample.Input] = sample;
        }

        _responseDelay = options.ResponseDelay.Ticks * 100;
        _pulseWidth = options.Connection.Outputs.PulseWidth.Ticks * 100;
        LookAheadNanoseconds = options.Connection.LookAhead.Ticks * 100;
        _connection = new BridgeConnection(options.Connection, notice);
    }

    /// <inheritdoc cref="IImmediatePort" />
    public string Name { get; }

    /// <inheritdoc />
    public long LookAheadNanoseconds { get; }

    /// <inheritdoc />
    public int ChannelCount => _channels.Length;

    /// <inheritdoc />
    public int PollDescriptor => _connection.InputDescriptor;

    /// <inheritdoc />
    public long NextDueNanoseconds => _ended;

    /// <summary>The connection, for its state and counts.</summary>
    public BridgeConnection Connection => _connection;

    /// <summary>Spikes of neurons that have no line.</summary>
    public long Unmapped => Volatile.Read(ref _unmapped);

    /// <summary>Events of the device that no input of the configuration names.</summary>
    public long Ignored => Volatile.Read(ref _ignored);

    /// <summary>Opens the link, and waits until the device is armed.</summary>
    /// <exception cref="BridgePortException">It is not, within the start time-out.</exception>
    public void Open()
    {
        _connection.Start();
        if (!_connection.WaitUntilArmed(_startTimeout))
        {
            if (_connection.IsEmergency)
            {
                throw new BridgePortException($"{Name}: {_connection.Report().Reason}; once somebody has looked, expected \"armAfterEmergency\": true, or another start of the board");
            }

            throw new BridgePortException($"{Name}: {_connection.Report().Reason}, within {_startTimeout.TotalSeconds:0.#} s");
        }
    }

    /// <summary>The device's emergency stop stops this loop as well.</summary>
    public void StopWith(ClosedLoop loop) => _loop = loop;

    /// <inheritdoc />
    public bool Schedule(in SpikeEvent spike, long dueNanoseconds)
    {
        if (_isSafe)
        {
            return false;
        }

        var line = (uint)spike.Neuron < (uint)_lineOfNeuron.Length ? _lineOfNeuron[spike.Neuron] : -1;
        if (line < 0)
        {
            Volatile.Write(ref _unmapped, _unmapped + 1);
            return true;
        }

        return _connection.TrySchedule(dueNanoseconds, (ushort)line);
    }

    /// <inheritdoc />
    public bool Emit(in SpikeEvent spike, long nowNanoseconds) => Schedule(spike, nowNanoseconds + _responseDelay);

    /// <inheritdoc />
    public void Withdraw(long fromNanoseconds)
    {
        _connection.CancelFrom(fromNanoseconds);
        _ended = fromNanoseconds + _pulseWidth;
    }

    /// <inheritdoc />
    public void RunDue(long nowNanoseconds)
    {
        if (_ended <= nowNanoseconds)
        {
            _ended = Never;
        }
    }

    /// <inheritdoc />
    public bool Apply(int channel, double nanoamperes, long nowNanoseconds)
    {
        if (_isSafe || (uint)channel >= (uint)_channels.Length)
        {
            return false;
        }

        // A current that the converter cannot put out gives way to none: to keep the one before for an unknown time would be worse.
        var to = _channels[channel];
        var code = to.CodeOf(nanoamperes);
        return _connection.TryStimulate(0, (byte)to.Output, (ushort)(code < 0 ? to.RestCode : code)) && code >= 0;
    }

    /// <inheritdoc />
    public bool TryRead(long nowNanoseconds, out InputEvent received)
    {
        if (!_toldEmergency && _connection.IsEmergency)
        {
            _toldEmergency = true;
            _loop?.RequestSafeState(SafeStateCause.Input);
        }

        while (_connection.TryReadInput(out var input))
        {
            if (TryMap(input, out received))
            {
                return true;
            }

            Volatile.Write(ref _ignored, _ignored + 1);
        }

        received = default;
        return false;
    }

    /// <inheritdoc cref="ISafePort" />
    public void EnterSafeState()
    {
        _isSafe = true;
        _connection.EnterSafeState();
    }

    /// <summary>Makes the outputs safe, and closes the link.</summary>
    public void Dispose() => _connection.Dispose();

    private bool TryMap(in BridgeInput input, out InputEvent received)
    {
        received = default;
        switch (input.Kind)
        {
            case BridgeInputKind.Rising or BridgeInputKind.Falling:
                var isRising = input.Kind == BridgeInputKind.Rising;
                if (input.Channel >= _edges.Length || _edges[input.Channel] is not { } edge || (edge.Edges & (isRising ? GpioEdges.Rising : GpioEdges.Falling)) == 0)
                {
                    return false;
                }

                received = new InputEvent(input.Nanoseconds, isRising ? InputKind.Rising : InputKind.Falling, 0, edge.Channel < 0 ? edge.Input : edge.Channel, 0);
                return true;
            case BridgeInputKind.Sample when _samples[input.Channel] is { } sample:
                received = new InputEvent(input.Nanoseconds, InputKind.Sample, 0, sample.Channel < 0 ? sample.Input : sample.Channel, sample.ValueOf(input.Value));
                return true;
            default:
                return false;
        }
    }
}
