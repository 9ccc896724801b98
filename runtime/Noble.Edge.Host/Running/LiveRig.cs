using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>The rig of a run, opened: its ports and its closed loop.</summary>
internal sealed class LiveRig : IDisposable
{
    private readonly RigPart[] _parts;
    private readonly string[] _controllers;

    /// <summary>Opens every port; what was opened is closed again where one cannot be.</summary>
    /// <param name="settings">The rig.</param>
    /// <param name="context">The run.</param>
    /// <param name="recorder">What takes everything down, or null.</param>
    /// <param name="spikes">Makes the population's spikes, and renders the responses.</param>
    /// <param name="detector">What counts as a spike in them.</param>
    /// <param name="hasPage">Whether there is a live page, which sends commands.</param>
    internal LiveRig(RigSettings settings, RigContext context, IRigRecorder? recorder, SpikeSource spikes, SpikeDetectorOptions detector, bool hasPage)
    {
        var parts = new List<RigPart>();
        try
        {
            foreach (var port in settings.Ports)
            {
                parts.Add(port.Open(context));
            }

            parts.Add(CommandPart.Open(context));
            if (hasPage)
            {
                PageCommands = new LiveCommands(context.Clock);
                parts.Add(PagePart.Of(PageCommands));
            }

            _parts = [.. parts];
            var controllers = settings.Controllers.Select(make => make()).ToArray();
            _controllers = [.. controllers.Select(controller => controller.Name)];
            Responses = [.. settings.Responses.Select(response => ResponseRenderer.Render(response.Name, spikes.Windows!, response.Nanoamperes, response.Duration, detector))];
            Loop = new ClosedLoop(
                settings.Loop,
                settings.Limits,
                [.. Present(part => part.Input)],
                [.. Present(part => part.Stimulus)],
                controllers,
                Responses,
                recorder,
                context.Clock,
                spikes.Population);
            spikes.Population?.Connect([.. Present(part => part.Voltage)]);
            foreach (var part in parts)
            {
                part.Connect(Loop);
                foreach (var stopping in new object?[] { part.Stimulus, part.Immediate, part.Input }.OfType<IStoppingPort>().Distinct())
                {
                    stopping.StopWith(() => Loop.RequestSafeState(SafeStateCause.Failure));
                }
            }
        }
        catch
        {
            foreach (var part in parts)
            {
                part.Dispose();
            }

            throw;
        }
    }

    /// <summary>The loop.</summary>
    internal ClosedLoop Loop { get; }

    /// <summary>Responses, rendered.</summary>
    internal SpikeResponse[] Responses { get; }

    /// <summary>Commands of the live page, or null.</summary>
    internal LiveCommands? PageCommands { get; }

    /// <summary>Names of the ports that events come in through, in their order.</summary>
    internal IReadOnlyList<string> InputNames => [.. _parts.Where(part => part.Input is not null).Select(part => part.Name)];

    /// <summary>Names of the ports that stimulate, in their order.</summary>
    internal IReadOnlyList<string> StimulusNames => [.. _parts.Where(part => part.Stimulus is not null).Select(part => part.Name)];

    /// <summary>Names of the controllers, in their order.</summary>
    internal IReadOnlyList<string> ControllerNames => _controllers;

    /// <summary>Ports that are called at a spike's moment.</summary>
    internal IEnumerable<IImmediatePort> Immediate => Present(part => part.Immediate);

    /// <summary>Ports that take batches.</summary>
    internal IEnumerable<IBatchedPort> Batched => Present(part => part.Batched);

    /// <summary>The ports, and whether they work.</summary>
    internal IEnumerable<(string Name, string Description, Func<bool> IsDown)> Descriptions() => _parts.Select(part => (part.Name, part.Description, part.IsDown));

    /// <summary>Names of the stimulus channels in their order: the port's, with the channel's number where it has several.</summary>
    internal IEnumerable<string> StimulusChannelNames() => _parts.Where(part => part.Stimulus is not null).SelectMany(part =>
        Enumerable.Range(0, part.Stimulus!.ChannelCount).Select(channel => part.Stimulus.ChannelCount == 1 ? part.Name : $"{part.Name} {channel}"));

    /// <summary>A line for each port and for the loop, for the notices at the start.</summary>
    internal IEnumerable<string> Describe()
    {
        foreach (var part in _parts.Where(part => part.Name != PagePart.Name))
        {
            yield return $"port {part.Name}: {part.Description}";
        }

        if (_controllers.Length > 0)
        {
            yield return $"closed loop: {string.Join(", ", _controllers)}";
        }

        foreach (var response in Responses)
        {
            yield return $"response {response.Name}: {response.Spikes.Length} spikes rendered beforehand";
        }
    }

    /// <summary>What the ports counted.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Counts() => _parts.ToDictionary(part => part.Name, part => part.Counts());

    public void Dispose()
    {
        Loop.Dispose();
        foreach (var part in _parts)
        {
            part.Dispose();
        }
    }

    private IEnumerable<T> Present<T>(Func<RigPart, T?> of)
        where T : class => _parts.Select(of).OfType<T>();
}
