using System.CommandLine;
using Noble.Edge.Host;

namespace Noble.Edge.Tools;

/// <summary>Names of files that commands are given.</summary>
internal static class Files
{
    /// <summary>The recording that a command reads.</summary>
    internal static Argument<string> Recording() => new("RECORDING") { Description = "Recording NAME.nobl; the files that continue it are read as well" };

    /// <summary>A file that is written.</summary>
    /// <param name="option">Who names it.</param>
    /// <param name="path">The name.</param>
    /// <param name="endings">What it may end in; empty for anything.</param>
    /// <exception cref="UserMistakeException">It has another ending, or a recording's: a slip of the finger must not cost one.</exception>
    internal static string Output(string option, string path, params ReadOnlySpan<string> endings)
    {
        var ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending == ".nobl")
        {
            throw new UserMistakeException($"{option} '{path}': has the name of a recording, expected the name of a file to write");
        }

        return endings.IsEmpty || endings.Contains(ending)
            ? path
            : throw new UserMistakeException($"{option} '{path}': expected a name that ends in {string.Join(" or ", endings.ToArray())}");
    }

    /// <summary>0, or 1 where a part of the recording could not be read, which was said.</summary>
    internal static int ExitCodeOf(RecordingSurvey survey) => survey.Damages == 0
        ? ExitCode.Done
        : throw new FailedException($"{survey.Path}: {survey.Damages} place(s) of the recording are damaged; everything else was written");
}
