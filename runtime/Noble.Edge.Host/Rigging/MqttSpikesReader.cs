using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Reads <c>"type": "mqtt-spikes"</c>: the spikes of another rig, from the run's broker.</summary>
internal static class MqttSpikesReader
{
    internal static RigPartSettings Read(ConfigSection section)
    {
        var rig = section.RequiredText("rig", "the name of the rig whose spikes are heard");
        var name = section.Text("name") ?? rig;
        var topics = section.Make(() => new StreamTopics(rig));
        var description = $"spikes on {topics.Spikes}";
        return new RigPartSettings("mqtt-spikes", name, description, context => Open(name, description, topics, context)) { HasInput = true };
    }

    private static RigPart Open(string name, string description, StreamTopics topics, RigContext context)
    {
        var input = new MqttInput(new MqttInputOptions { Connection = context.Connection, Source = topics }, context.Clock);
        try
        {
            input.Open();
        }
        catch
        {
            input.Dispose();
            throw;
        }

        return new RigPart
        {
            Name = name,
            Description = description,
            Input = input,
            IsDown = () => !input.IsConnected,
            Owned = [input],
            Counts = () => new Dictionary<string, long>
            {
                ["batches"] = input.Batches,
                ["events"] = input.Events,
                ["dropped"] = input.Dropped,
                ["damaged"] = input.Damaged,
                ["repeated"] = input.Repeated,
                ["missing"] = input.Missing,
            },
        };
    }
}
