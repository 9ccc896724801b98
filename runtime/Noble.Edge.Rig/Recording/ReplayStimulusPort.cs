namespace Noble.Edge.Rig;

/// <summary>A stimulus port of a replay: takes every current and puts none out.</summary>
/// <param name="name">Name in reports.</param>
/// <param name="channelCount">Channels of the port that it stands for.</param>
public sealed class ReplayStimulusPort(string name, int channelCount) : IStimulusPort
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public int ChannelCount => channelCount;

    /// <inheritdoc />
    public bool Apply(int channel, double nanoamperes, long nowNanoseconds) => true;

    /// <inheritdoc />
    public void EnterSafeState()
    {
    }
}
