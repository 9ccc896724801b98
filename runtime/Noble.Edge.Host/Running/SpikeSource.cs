using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What makes the spikes of a run: the window operator, trial by trial, or the streaming operator, tick by tick.</summary>
internal abstract class SpikeSource : IDisposable
{
    /// <summary>What evaluates the operator, in words.</summary>
    internal abstract string EngineDescription { get; }

    /// <summary>Interval of the voltage's samples [ns].</summary>
    internal abstract double SampleIntervalNanoseconds { get; }

    /// <summary>Length of a trial [ns], or of a block of voltage.</summary>
    internal abstract long TrialNanoseconds { get; }

    /// <summary>The current of all neurons, which can be changed.</summary>
    internal abstract IPopulationCurrent Current { get; }

    /// <summary>Renders responses; null where there are none to render.</summary>
    internal abstract IWindowRenderer? Windows { get; }

    /// <summary>The population that goes on with the loop's ticks, or null where there is none.</summary>
    internal virtual TickPopulation? Population => null;

    /// <summary>A line for the notices, or null.</summary>
    internal virtual string? StimulusDescription => null;

    /// <summary>Voltage for the page; null where it is not made here.</summary>
    internal VoltageTap? Voltage { get; private protected set; }

    /// <summary>Makes the stream, once its ports are open.</summary>
    /// <param name="immediate">Ports that are called at a spike's moment.</param>
    /// <param name="batched">Ports that take batches.</param>
    /// <param name="loop">The closed loop, or null.</param>
    /// <param name="showsVoltage">Whether somebody may look at voltage.</param>
    internal abstract SpikeStreamer Stream(IReadOnlyList<IImmediatePort> immediate, IReadOnlyList<IBatchedPort> batched, ClosedLoop? loop, bool showsVoltage);

    public abstract void Dispose();
}
