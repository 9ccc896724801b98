using Noble.Edge.Operator;
using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>What a user can say of the operator, in words.</summary>
internal static class Operators
{
    /// <exception cref="UserMistakeException">There is no such operator.</exception>
    internal static OperatorKind Parse(string text) => text switch
    {
        "window" => OperatorKind.Window,
        "streaming" => OperatorKind.Streaming,
        _ => throw new UserMistakeException($"operator '{text}': expected window or streaming"),
    };

    /// <summary>How spikes of the streaming operator are drawn.</summary>
    /// <exception cref="UserMistakeException">There is no such way.</exception>
    internal static StreamingSpikeDraw ParseDraw(string text) => text switch
    {
        "median" => StreamingSpikeDraw.Median,
        "random" => StreamingSpikeDraw.Random,
        _ => throw new UserMistakeException($"draw '{text}': expected median or random"),
    };

    /// <summary>A tick in milliseconds.</summary>
    /// <exception cref="UserMistakeException">It is out of range.</exception>
    internal static TimeSpan ParseTick(double milliseconds) => milliseconds is >= 0.1 and <= 1
        ? TimeSpan.FromTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond))
        : throw new UserMistakeException(FormattableString.Invariant($"tick {milliseconds} ms: expected 0.1 to 1 ms"));

    /// <summary>Refuses what only one of the operators takes, where the other makes the spikes.</summary>
    /// <exception cref="UserMistakeException">There is such a setting.</exception>
    internal static void Check(RunSettings settings)
    {
        if (settings.Operator == OperatorKind.Window)
        {
            var (name, isSaid) = new[]
            {
                ("tick", settings.TickSaid is not null),
                ("draw", settings.Draw is not null),
                ("stimulus", !settings.LiveRig.Stimulus.IsDefault),
                ("conductances", settings.LiveRig.Conductances.Count > 0),
                ("circuit", settings.LiveRig.Circuit is not null),
                ($"port {VoltagePortReader.Type}", settings.LiveRig.Ports.Any(port => port.Type == VoltagePortReader.Type)),
            }.FirstOrDefault(option => option.Item2);
            if (isSaid)
            {
                throw new UserMistakeException($"{name} is for the streaming operator, expected --operator streaming with it");
            }

            return;
        }

        if (settings.Engine.Kind == EngineKind.Onnx)
        {
            throw new UserMistakeException("--engine onnx: a tick is too short for a call of ONNX Runtime, expected simd or reference with the streaming operator");
        }

        if (settings.Nodes)
        {
            throw new UserMistakeException("--nodes: nodes render trials of the window operator, expected this machine to run the streaming one");
        }

        if (settings.Variability != 0)
        {
            throw new UserMistakeException("--variability is for the window operator, expected --draw random, which is the streaming operator's own");
        }

        if (settings.Tick > TimeSpan.FromMilliseconds(1))
        {
            throw new UserMistakeException(FormattableString.Invariant($"loop.tickMilliseconds {settings.Tick.TotalMilliseconds}: expected 0.1 to 1 ms with the streaming operator"));
        }

        if (settings.LiveRig.Loop.Tick != LoopOptions.Default.Tick && settings.LiveRig.Loop.Tick != settings.Tick)
        {
            throw new UserMistakeException(FormattableString.Invariant(
                $"loop.tickMilliseconds is {settings.LiveRig.Loop.Tick.TotalMilliseconds} and the streaming operator's tick {settings.Tick.TotalMilliseconds} ms: expected the same, or only tickMilliseconds"));
        }
    }
}
