using System.Text.Json.Nodes;

namespace Noble.Edge.Training;

/// <summary>A numbered list of traces; a trace depends on its number only, so that shards can be simulated apart.</summary>
public abstract class TracePlan
{
    /// <summary>Number of traces.</summary>
    public abstract int Count { get; }

    /// <summary>When the first stimulus goes on, ms from the window's start.</summary>
    public abstract double StartMilliseconds { get; }

    /// <summary>When the last stimulus goes off, ms from the window's start.</summary>
    public abstract double EndMilliseconds { get; }

    /// <summary>Seed of what is drawn at random; null where nothing is.</summary>
    public virtual long? Seed => null;

    /// <summary>Lowest and highest amplitude of the steps, nA.</summary>
    public abstract (double Minimum, double Maximum) RangeNanoamperes { get; }

    /// <summary>The kinds of synaptic conductances that traces have, with their reversal potentials, mV; each is a file of the folder.</summary>
    public virtual IReadOnlyList<(string Name, double ReversalMillivolts)> Conductances => [];

    /// <summary>The trace of a number, 0 or more and under <see cref="Count"/>.</summary>
    public abstract PlannedTrace Trace(int index);

    /// <summary>What makes the list, for the manifest.</summary>
    public abstract JsonObject Describe();
}
