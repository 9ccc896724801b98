namespace Noble.Edge.Operator;

/// <summary>
/// The sizes of a Fourier neural operator. Each is checked where it is set; the defaults are those of the published
/// network.
/// </summary>
public sealed record NetworkShape
{
    /// <summary>The published network: 23 inputs, 12 layers of 24 channels, 129 modes; 1.8 million real parameters.</summary>
    public static NetworkShape Published { get; } = new();

    /// <summary>Channels of the input array, without the grid channel that the network appends. Default 23, range 1-1023.</summary>
    public int InputChannels { get; init => field = InRange(value, 1, 1023, nameof(InputChannels)); } = 23;

    /// <summary>Channels of the hidden state in every layer. Default 24, range 1-128.</summary>
    public int HiddenChannels { get; init => field = InRange(value, 1, 128, nameof(HiddenChannels)); } = 24;

    /// <summary>Fourier layers. Default 12, range 1-64.</summary>
    public int Layers { get; init => field = InRange(value, 1, 64, nameof(Layers)); } = 12;

    /// <summary>Kept complex modes per layer, the zero frequency among them. Default 129, range 1-4096.</summary>
    public int Modes { get; init => field = InRange(value, 1, 4096, nameof(Modes)); } = 129;

    /// <summary>Width of the lifting MLP. Default 48, range 1-1024.</summary>
    public int LiftingChannels { get; init => field = InRange(value, 1, 1024, nameof(LiftingChannels)); } = 48;

    /// <summary>Width of the projection MLP. Default 96, range 1-1024.</summary>
    public int ProjectionChannels { get; init => field = InRange(value, 1, 1024, nameof(ProjectionChannels)); } = 96;

    /// <summary>Width of the MLP inside each layer. Default 12, range 1-512.</summary>
    public int ChannelMlpChannels { get; init => field = InRange(value, 1, 512, nameof(ChannelMlpChannels)); } = 12;

    /// <summary>The shortest time axis the network can be evaluated on: every kept mode lies below the Nyquist bin. [samples]</summary>
    public int ShortestLength => 2 * Modes;

    private static int InRange(int value, int lowest, int highest, string name) =>
        value >= lowest && value <= highest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {lowest} to {highest}, found {value}");
}
