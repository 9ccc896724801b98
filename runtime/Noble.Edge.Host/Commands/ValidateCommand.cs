using System.CommandLine;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary><c>noble-edge validate</c>: every mistake of a configuration, before anything runs.</summary>
internal static class ValidateCommand
{
    private static readonly Argument<string[]> Files = new("CONFIG.json") { Description = "Configuration files", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Json = Arguments.Flag("--json", "A JSON list of the files on standard output, for editors");

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    internal static Command Create()
    {
        var command = new Command("validate", "Say every mistake of a configuration, and what a run of it would be.") { Files, Json };
        command.SetAction(parsed => Errors.Guard(() => Run(parsed.GetValue(Files)!, parsed.GetValue(Json))));
        return command;
    }

    private static int Run(string[] files, bool asJson)
    {
        var variables = RunEnvironment.Variables();
        var found = files.Select(file => (File: file, Examination: RunExamination.Of(file, variables))).ToArray();
        if (asJson)
        {
            WriteJson(found);
        }
        else
        {
            foreach (var (file, examination) in found)
            {
                WriteText(file, examination);
            }
        }

        return found.All(one => one.Examination.Mistakes.Count == 0) ? ExitCode.Done : ExitCode.Mistake;
    }

    private static void WriteText(string file, RunExamination examination)
    {
        foreach (var mistake in examination.Mistakes)
        {
            Errors.Say(mistake.MessageWithColumn);
        }

        foreach (var warning in examination.Warnings)
        {
            Errors.Warn($"{file}: {warning}");
        }

        if (examination.Summary is { } summary)
        {
            Console.Out.WriteLine($"{file}: {summary}");
        }
    }

    private static void WriteJson((string File, RunExamination Examination)[] found)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, Indented))
        {
            json.WriteStartArray();
            foreach (var (file, examination) in found)
            {
                json.WriteStartObject();
                json.WriteString("file", file);
                json.WriteStartArray("mistakes");
                foreach (var mistake in examination.Mistakes)
                {
                    Write(json, mistake);
                }

                json.WriteEndArray();
                json.WriteStartArray("warnings");
                foreach (var warning in examination.Warnings)
                {
                    json.WriteStringValue(warning);
                }

                json.WriteEndArray();
                json.WriteString("summary", examination.Summary);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        output.WriteByte((byte)'\n');
    }

    private static void Write(Utf8JsonWriter json, ConfigMistake mistake)
    {
        json.WriteStartObject();
        json.WriteString("source", mistake.Source);
        json.WriteNumber("line", mistake.Line);
        json.WriteNumber("column", mistake.Column);
        json.WriteString("key", mistake.Path);
        json.WriteString("message", mistake.Text);
        json.WriteString("expected", mistake.Expected);
        json.WriteString("found", mistake.Found);
        json.WriteString("nearest", mistake.Nearest);
        json.WriteEndObject();
    }
}
