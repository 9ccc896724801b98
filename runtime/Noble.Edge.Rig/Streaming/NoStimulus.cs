namespace Noble.Edge.Rig;

/// <summary>No current beside that of the population.</summary>
public sealed class NoStimulus : IStreamingStimulus
{
    /// <inheritdoc />
    public string Description => "constant current";

    /// <inheritdoc />
    public StreamingStimulusCounts Counts => default;

    /// <inheritdoc />
    public void Take(in InputEvent received)
    {
    }

    /// <inheritdoc />
    public void Fill(long step, long timeNanoseconds, Span<float> values) => values.Clear();
}
