namespace Noble.Edge.Spikes;

/// <summary>The packets of one version of the file.</summary>
internal interface IAedatPackets
{
    /// <summary>Packets of other kinds so far.</summary>
    public long Skipped { get; }

    /// <summary>Events that are no spikes so far.</summary>
    public long EventsSkipped { get; }

    /// <summary>Reads the next packet, its spikes into the array, which is made larger where it has to be; false at the end of the file.</summary>
    public bool TryReadPacket(ref SpikeEvent[] spikes, out int count);
}
