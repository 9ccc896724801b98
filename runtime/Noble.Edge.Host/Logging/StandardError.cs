using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>The process's standard error: a line at a time from any thread, as text or as JSON, without tearing what a terminal shows.</summary>
internal static class StandardError
{
    private static readonly Lock Gate = new();
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the lines look like.</summary>
    internal static LogFormat Format { get; set; }

    /// <summary>What the terminal shows now, taken away before a line comes; or null.</summary>
    internal static TerminalView? View { get; set; }

    /// <summary>A line of text for people; one of JSON with the same words where that is wanted.</summary>
    /// <param name="level"><c>info</c>, <c>warning</c> or <c>error</c>.</param>
    /// <param name="name">What it is about, the same each time: <c>run.page</c>.</param>
    /// <param name="prefix">Before the words of the text.</param>
    /// <param name="message">The words.</param>
    /// <param name="fields">Values for machines; text goes without them.</param>
    internal static void Write(string level, string name, string prefix, string message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var line = Format == LogFormat.Json ? Json(level, name, message, fields) : $"{prefix}{message}";
        lock (Gate)
        {
            View?.Erase();
            Console.Error.WriteLine(line);
        }
    }

    /// <summary>Something that machines follow and people see elsewhere: written as JSON only.</summary>
    internal static void Event(string level, string name, string message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        if (Format == LogFormat.Json)
        {
            Write(level, name, "", message, fields);
        }
    }

    /// <summary>Draws on the terminal, when no line is being written.</summary>
    internal static void Draw(string text)
    {
        lock (Gate)
        {
            Console.Error.Write(text);
        }
    }

    /// <summary>The line; the time is that of now.</summary>
    internal static string Json(string level, string name, string message, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("time", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("level", level);
            writer.WriteString("event", name);
            writer.WriteString("message", message);
            foreach (var (key, value) in fields)
            {
                WriteField(writer, key, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    private static void WriteField(Utf8JsonWriter writer, string key, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull(key);
                break;
            case bool truth:
                writer.WriteBoolean(key, truth);
                break;
            case int number:
                writer.WriteNumber(key, number);
                break;
            case long number:
                writer.WriteNumber(key, number);
                break;
            case ulong number:
                writer.WriteNumber(key, number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumber(key, number);
                break;
            default:
                writer.WriteString(key, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
