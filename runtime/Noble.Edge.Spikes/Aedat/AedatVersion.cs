namespace Noble.Edge.Spikes;

/// <summary>Versions of the AEDAT file that this project reads and writes.</summary>
public enum AedatVersion
{
    /// <summary>3.1, with spike events: any neuron has its address.</summary>
    Aedat31 = 31,

    /// <summary>4, with polarity events: a neuron is a pixel.</summary>
    Aedat4 = 4,
}
