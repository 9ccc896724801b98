using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Commands over MQTT: every run with a rig takes them, so that it can always be stopped from outside.</summary>
internal static class CommandPart
{
    internal const string Name = "commands";

    internal static RigPart Open(RigContext context)
    {
        var commands = new MqttCommands(new MqttCommandsOptions { Connection = context.Connection, Topics = context.Topics, Circuit = context.Circuit }, context.Clock);
        try
        {
            commands.Open();
        }
        catch
        {
            commands.Dispose();
            throw;
        }

        return new RigPart
        {
            Name = Name,
            Description = $"commands on noble/{context.Topics.Rig}/command",
            Input = commands,
            IsDown = () => !commands.IsConnected,
            Owned = [commands],
            Counts = () => new Dictionary<string, long> { ["accepted"] = commands.Accepted, ["refused"] = commands.Refused },
        };
    }
}
