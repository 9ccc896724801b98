namespace Noble.Edge.Rig.Tests;

/// <summary>A closed loop on a clock that only the test moves.</summary>
internal sealed class LoopBench : IDisposable
{
    internal const long Millisecond = 1_000_000;

    private readonly ExperimentClock _experiment;

    internal LoopBench(
        IController[] controllers,
        SafetyLimits? limits = null,
        SpikeResponse[]? responses = null,
        IInputPort[]? inputs = null,
        IStimulusPort[]? stimuli = null,
        LoopOptions? options = null,
        IImmediatePort[]? ports = null)
    {
        _experiment = new ExperimentClock(Clock);
        Loop = new ClosedLoop(
            options ?? LoopOptions.Default,
            limits ?? new SafetyLimits { MinimumNanoamperes = -1000, MaximumNanoamperes = 1000 },
            inputs ?? [Input],
            stimuli ?? [Stimulus],
            controllers,
            responses ?? [],
            Log,
            Clock);
        Pacer = new Pacer(_experiment, PacerOptions.Default, ports ?? [Port], [], Loop);
        Pacer.Begin();
    }

    internal ManualClock Clock { get; } = new();

    internal ClosedLoop Loop { get; }

    internal Pacer Pacer { get; }

    internal ScriptedInput Input { get; } = new();

    internal CollectingStimulus Stimulus { get; } = new();

    internal CollectingPort Port { get; } = new();

    internal CollectingRecorder Log { get; } = new();

    /// <summary>Runs the pacer until a time [ms]; inputs arrive at their own times.</summary>
    /// <returns>False where the experiment ended before.</returns>
    internal bool RunTo(double milliseconds)
    {
        var until = (long)(milliseconds * Millisecond);
        Pacer.AdvanceHorizon(long.MaxValue - 1);
        while (Clock.NowNanoseconds < until)
        {
            if (!Pacer.Step())
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose() => Loop.Dispose();
}

/// <summary>Events that a test puts in, each at its time.</summary>
internal sealed class ScriptedInput : IInputPort
{
    private readonly Queue<InputEvent> _events = new();

    public string Name => "scripted";

    public int PollDescriptor => -1;

    public bool TryRead(long nowNanoseconds, out InputEvent received)
    {
        received = default;
        return _events.TryPeek(out var next) && next.TimeNanoseconds <= nowNanoseconds && _events.TryDequeue(out received);
    }

    internal ScriptedInput Add(double milliseconds, InputKind kind, int channel = 0, double value = 0)
    {
        _events.Enqueue(new InputEvent((long)Math.Round(milliseconds * LoopBench.Millisecond), kind, 0, channel, value));
        return this;
    }
}

/// <summary>A stimulus port that keeps what it is given.</summary>
internal sealed class CollectingStimulus : IStimulusPort
{
    public string Name => "stimulus";

    public int ChannelCount { get; init; } = 1;

    internal List<(long Time, int Channel, double Nanoamperes)> Applied { get; } = [];

    internal bool IsSafe { get; private set; }

    public bool Apply(int channel, double nanoamperes, long nowNanoseconds)
    {
        Applied.Add((nowNanoseconds, channel, nanoamperes));
        return true;
    }

    public void EnterSafeState() => IsSafe = true;
}

/// <summary>A recorder that keeps what it is given.</summary>
internal sealed class CollectingRecorder : IRigRecorder
{
    internal List<RigRecord> Records { get; } = [];

    public void Record(in RigRecord record) => Records.Add(record);

    internal IEnumerable<(double Milliseconds, double Value)> Of(RigRecordKind kind) =>
        Records.Where(record => record.Kind == kind).Select(record => (record.TimeNanoseconds * 1e-6, record.Value));
}
