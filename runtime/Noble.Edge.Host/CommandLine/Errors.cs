using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Spikes;

namespace Noble.Edge.Host;

/// <summary>From an exception to one line on standard error and an exit code.</summary>
internal static class Errors
{
    /// <summary>Who speaks: the name before each line.</summary>
    internal static string Program { get; set; } = "noble-edge";

    /// <summary>Runs a command's body.</summary>
    internal static int Guard(Func<int> body)
    {
#pragma warning disable CA1031 // The last resort: whatever it is, its user gets one line and no stack trace.
        try
        {
            return body();
        }
        catch (Exception error)
        {
            return Report(error);
        }
#pragma warning restore CA1031
    }

    /// <summary>Says what was wrong.</summary>
    internal static int Report(Exception error)
    {
        while (error is AggregateException { InnerException: { } inner })
        {
            error = inner;
        }

        Say(error.Message);
        return IsMistake(error) ? ExitCode.Mistake : ExitCode.Failed;
    }

    /// <summary>One line on standard error.</summary>
    internal static void Say(string message) => StandardError.Write("error", "error", $"{Program}: error: ", message.ReplaceLineEndings(" "));

    /// <summary>One line on standard error about what goes on all the same.</summary>
    internal static void Warn(string message) => StandardError.Write("warning", "warning", $"{Program}: warning: ", message.ReplaceLineEndings(" "));

    /// <summary>Whether it is something that the user can put right.</summary>
    internal static bool IsMistake(Exception error) => error
        is UserMistakeException
        or ModelBundleException
        or ModelFileException
        or OnnxEngineException
        or ArrayFileException
        or PopulationException
        or CurrentRangeException
        or BrokerPortException
        or BrokerUnreachableException
        or BrokerRefusedException
        or MqttCredentialException
        or PublishRefusedException
        or SubscribeRefusedException
        or RigLogException
        or GpioException
        or UdpPortException
        or EieioDatabaseException
        or BridgePortException
        or AedatFormatException
        or ArgumentOutOfRangeException
        or FileNotFoundException
        or DirectoryNotFoundException
        or UnauthorizedAccessException;
}
