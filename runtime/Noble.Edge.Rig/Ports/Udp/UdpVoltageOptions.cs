namespace Noble.Edge.Rig;

/// <summary>Where the voltage of a streaming population is sent, and which of it; a snapshot taken at the start.</summary>
public sealed record UdpVoltageOptions
{
    /// <summary>Samples that one datagram has at most, of all its neurons together.</summary>
    public const int LargestDatagram = (4096 - CurrentDatagram.HeaderLength) / sizeof(float);

    /// <summary>Name in reports; default <c>udp-voltage</c>.</summary>
    public string Name { get; init; } = "udp-voltage";

    /// <summary>Receiver's host name or IPv4 address; default loopback. It is looked up once, when the port is opened.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Receiver's UDP port; default 17910, range 1 to 65535.</summary>
    public int Port
    {
        get;
        init => field = value is >= 1 and <= 65_535 ? value : throw new ArgumentOutOfRangeException(null, $"UDP port {value}: expected 1 to 65535");
    } = 17_910;

    /// <summary>The first neuron that is sent; default 0.</summary>
    public int FirstNeuron
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(null, $"first neuron {value}: expected 0 or more");
    }

    /// <summary>Neurons that are sent, that one and those after it; default 1, range 1 to <see cref="LargestDatagram"/>.</summary>
    public int Neurons
    {
        get;
        init => field = value is >= 1 and <= LargestDatagram ? value : throw new ArgumentOutOfRangeException(null, $"neurons {value}: expected 1 to {LargestDatagram}");
    } = 1;

    /// <summary>Steps of the model from a sample to the next; default 1, range 1 to 10,000. What lies between is left out.</summary>
    public int StepsPerSample
    {
        get;
        init => field = value is >= 1 and <= 10_000 ? value : throw new ArgumentOutOfRangeException(null, $"steps of a sample {value}: expected 1 to 10000");
    } = 1;

    /// <summary>Samples of a neuron in a datagram, which leaves with its last; default 1, and <see cref="LargestDatagram"/> with those of the others at most.</summary>
    public int SamplesPerDatagram
    {
        get;
        init => field = value is >= 1 and <= LargestDatagram ? value : throw new ArgumentOutOfRangeException(null, $"samples of a datagram {value}: expected 1 to {LargestDatagram}");
    } = 1;
}
