namespace Noble.Edge.Rig;

/// <summary>A response that is playing.</summary>
internal struct Playback
{
    /// <summary>Which response.</summary>
    internal int Response;

    /// <summary>When it began [ns, the loop's clock].</summary>
    internal long Start;

    /// <summary>The next of its spikes.</summary>
    internal int Next;
}
