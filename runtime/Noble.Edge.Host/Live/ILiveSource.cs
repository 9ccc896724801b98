using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What a page looks at. Any thread may ask; nothing here holds the pacer or the loop up.</summary>
internal interface ILiveSource
{
    /// <summary>Neurons.</summary>
    internal int NeuronCount { get; }

    /// <summary>Experiment time [ns].</summary>
    internal long NowNanoseconds { get; }

    /// <summary>The spikes that are played.</summary>
    internal SpikeBroadcast Spikes { get; }

    /// <summary>Voltage, or null where it is rendered elsewhere.</summary>
    internal VoltageTap? Voltage { get; }

    /// <summary>Why every output is in its safe state, in words, or null.</summary>
    internal string? SafeState { get; }

    /// <summary>The meters of what is looked at, or null where there are none.</summary>
    /// <param name="pages">Pages that look on.</param>
    internal RunMeters? Measure(Func<int> pages);

    /// <summary>What is run.</summary>
    internal LiveDescription Describe();

    /// <summary>What it does now.</summary>
    /// <param name="pages">Pages that look on.</param>
    internal LiveState Look(int pages);

    /// <summary>Does what a page asks for.</summary>
    internal (bool Ok, string Message) Do(string command, double? value);
}
