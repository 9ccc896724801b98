namespace Noble.Edge.Rig;

/// <summary>The topics of one rig's stream.</summary>
public sealed record StreamTopics
{
    /// <param name="rig">Name of the rig: one level of a topic, so without <c>/</c>, <c>+</c> and <c>#</c>.</param>
    public StreamTopics(string rig)
    {
        if (rig.Length is 0 or > 64 || rig.AsSpan().ContainsAny("/+#\0 "))
        {
            throw new ArgumentOutOfRangeException(null, $"rig name '{rig}': expected 1 to 64 characters without '/', '+', '#' or spaces");
        }

        Rig = rig;
    }

    /// <summary>Name of the rig.</summary>
    public string Rig { get; }

    /// <summary>Batches of spikes.</summary>
    public string Spikes => $"noble/{Rig}/spikes";

    /// <summary>Whether the stream is alive; retained, and the last will.</summary>
    public string State => $"noble/{Rig}/state";

    /// <summary>What the stream is; retained.</summary>
    public string Meta => $"noble/{Rig}/meta";

    /// <summary>Commands to the loop.</summary>
    public string Command => $"noble/{Rig}/command";

    /// <summary>Requests to render a part of a population.</summary>
    public string Render => $"noble/{Rig}/render";

    /// <summary>The subscription by which nodes share them: each request goes to one of the group <c>noble</c>.</summary>
    public string SharedRender => $"$share/noble/{Render}";
}
