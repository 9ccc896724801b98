using System.CommandLine;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge devices</c>: what a rig can be made of on this machine.</summary>
internal static class DevicesCommand
{
    private static readonly Option<bool> Json = Arguments.Flag("--json", "Write the list as JSON");

    internal static Command Create()
    {
        var command = new Command("devices", "List the kinds of ports, what is on this machine, and what is missing.") { Json };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetValue(Json), Console.Out)));
        return command;
    }

    private static int Run(bool isJson, TextWriter output)
    {
        var report = new DeviceReport { Devices = DeviceSurvey.Look() };
        if (isJson)
        {
            output.WriteLine(report.ToJson());
        }
        else
        {
            report.Write(output);
        }

        output.Flush();
        return ExitCode.Done;
    }
}
