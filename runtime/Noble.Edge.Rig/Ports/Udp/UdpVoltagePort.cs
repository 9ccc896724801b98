namespace Noble.Edge.Rig;

/// <summary>Sends the voltage of neurons of a streaming population over UDP: <see cref="CurrentDatagram"/> with mV for nA.</summary>
/// <remarks>
/// A datagram leaves as soon as its last sample is known, which is a step or more before that sample's time. Samples of a datagram lie a sample's interval
/// apart; where ticks are left out the datagram ends there, so that its samples keep their places. In the safe state nothing more leaves. Hot path: <see cref="Show"/> does not allocate, block or throw.
/// </remarks>
public sealed class UdpVoltagePort : IVoltagePort, IDisposable
{
    private readonly UdpVoltageOptions _options;
    private readonly UdpSocket _socket;
    private readonly float[] _samples; // [neuron, sample of a datagram], mV
    private readonly float[] _rows; // [neuron, sample], those of a datagram that ends early
    private readonly byte[] _datagram;
    private ClosedLoop? _loop;
    private int _count;
    private long _first; // time of the datagram's first sample [ns]
    private long _last; // step of its last sample
    private uint _sequence;
    private long _packets;
    private long _sent;
    private long _lost;
    private long _withheld;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A datagram would be too large.</exception>
    /// <exception cref="UdpPortException">There is no such host.</exception>
    public UdpVoltagePort(UdpVoltageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var samples = (long)options.Neurons * options.SamplesPerDatagram;
        if (samples > UdpVoltageOptions.LargestDatagram)
        {
            throw new ArgumentOutOfRangeException(null, $"datagram of {options.Neurons} neurons and {options.SamplesPerDatagram} samples of each: expected {UdpVoltageOptions.LargestDatagram} samples in all at most");
        }

        _options = options;
        (_samples, _rows) = (new float[samples], new float[samples]);
        _datagram = new byte[CurrentDatagram.HeaderLength + (samples * sizeof(float))];
        _socket = UdpSocket.OpenSender(options.Host, options.Port);
    }

    /// <inheritdoc />
    public string Name => _options.Name;

    /// <summary>Datagrams that the system took.</summary>
    public long Packets => Volatile.Read(ref _packets);

    /// <summary>Samples in them.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Samples whose datagram the system did not take.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Samples that came in the safe state.</summary>
    public long Withheld => Volatile.Read(ref _withheld);

    /// <summary>Sends nothing more once the loop is in its safe state.</summary>
    public void Follow(ClosedLoop loop) => _loop = loop;

    /// <inheritdoc />
    public void Show(ReadOnlySpan<float> millivolts, long step, long timeNanoseconds)
    {
        var neurons = Math.Min(_options.Neurons, millivolts.Length - _options.FirstNeuron);
        if (step % _options.StepsPerSample != 0 || neurons <= 0)
        {
            return;
        }

        if (_loop?.SafeState is not null)
        {
            Volatile.Write(ref _withheld, _withheld + _count * neurons + neurons);
            _count = 0;
            return;
        }

        if (_count > 0 && step - _last != _options.StepsPerSample)
        {
            Send(neurons);
        }

        _first = _count == 0 ? timeNanoseconds : _first;
        for (var n = 0; n < neurons; n++)
        {
            _samples[(n * _options.SamplesPerDatagram) + _count] = millivolts[_options.FirstNeuron + n];
        }

        _last = step;
        if (++_count == _options.SamplesPerDatagram)
        {
            Send(neurons);
        }
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _socket.Dispose();

    private void Send(int neurons)
    {
        var samples = neurons * _count;
        for (var n = 0; n < neurons; n++)
        {
            _samples.AsSpan(n * _options.SamplesPerDatagram, _count).CopyTo(_rows.AsSpan(n * _count));
        }

        var datagram = new CurrentDatagram(_sequence++, _options.FirstNeuron, neurons, _count, _first);
        var isSent = _socket.TrySend(_datagram.AsSpan(0, datagram.Write(_rows.AsSpan(0, samples), _datagram)));
        Volatile.Write(ref _packets, _packets + (isSent ? 1 : 0));
        ref var count = ref isSent ? ref _sent : ref _lost;
        Volatile.Write(ref count, count + samples);
        _count = 0;
    }
}
