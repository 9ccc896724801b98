using System.CommandLine;
using Noble.Edge.Neurons;
using Noble.Edge.Operator;
using Noble.Edge.Rig;
using Noble.Edge.Training;

namespace Noble.Edge.Trainer;

/// <summary>Runs a command and turns errors into one line and an exit code: 0 done, 1 failed while running, 2 the user's mistake.</summary>
internal static class CommandRunner
{
    public static int Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            // What was not understood says more than what is missing because of it.
            var error = parsed.Errors.FirstOrDefault(e => e.Message.StartsWith("Unrecognized", StringComparison.Ordinal)) ?? parsed.Errors[0];
            var message = string.Join(' ', error.Message.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
            return Fail(2, $"{message} (see noble-train --help)");
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (IsUserMistake(e))
        {
            return Fail(2, e.Message);
        }
        catch (BoundMissedException e)
        {
            return Fail(1, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(1, "interrupted");
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("NOBLE_TRACE") is null)
        {
            return Fail(1, $"{e.GetType().Name}: {e.Message} (NOBLE_TRACE=1 shows where)");
        }
    }

    private static bool IsUserMistake(Exception e) => e is
        DataSetException or CheckpointException or ModelBundleException or ModelFileException or ArrayFileException or PopulationException or CurrentRangeException
        or UnknownParameterException or UnknownMechanismException or CellFileException or ProbeException or StimulusFormatException
        or RecordingException or UnknownFeatureException or SearchFileException or UserException or TorchNativeException or OnnxExportException or CircuitException;

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine($"noble-train: error: {message.ReplaceLineEndings(" ")}");
        return code;
    }
}
