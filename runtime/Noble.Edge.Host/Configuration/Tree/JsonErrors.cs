using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>What the JSON reader says of a text that is none, in the words of someone who writes a configuration.</summary>
internal static class JsonErrors
{
    internal static string Explain(JsonException error)
    {
        var message = Plain(error.Message);
        return message switch
        {
            _ when message.Contains("does not contain any JSON tokens", StringComparison.Ordinal) => "expected an object in braces, found nothing",
            _ when message.Contains("open JSON object or array", StringComparison.Ordinal) => "expected more: an object or a list is not closed, a } or ] is missing",
            _ when message.Contains("invalid after a value", StringComparison.Ordinal) => $"expected a comma, or the end of the object or list, found {Found(message)}",
            _ when message.Contains("start of a property name", StringComparison.Ordinal) => $"expected a key in double quotes, found {Found(message)}",
            _ when message.Contains("start of a value", StringComparison.Ordinal) => $"expected a value, found {Found(message)}",
            _ when message.Contains("invalid after a property name", StringComparison.Ordinal) => $"expected a colon between key and value, found {Found(message)}",
            _ when message.Contains("invalid within a JSON string", StringComparison.Ordinal) => "expected the text's end on its line, a double quote is missing",
            _ when message.Contains("Expected end of string", StringComparison.Ordinal) => "expected the text's end, a double quote is missing",
            _ when message.Contains("Expected end of comment", StringComparison.Ordinal) => "expected the comment's end, */",
            _ when message.Contains("invalid JSON literal", StringComparison.Ordinal) => $"expected a value: a text is in double quotes, and true, false and null are in small letters, found {Found(message)}",
            _ when message.Contains("end of a number", StringComparison.Ordinal) => "expected a comma after the number, or the end of the object or list",
            _ when message.Contains("within a number", StringComparison.Ordinal) => $"expected a number as in -0.25 or 1e3, found {Found(message)} in it",
            _ when message.Contains("leading zero", StringComparison.Ordinal) => "expected a number without a zero before it",
            _ when message.Contains("escapable character", StringComparison.Ordinal) => $"expected \\\\, \\\", \\n, \\t or \\uXXXX after the backslash of a text, found {Found(message)}",
            _ when message.Contains("matching open", StringComparison.Ordinal) => $"expected the bracket that closes what was opened, or something to be closed, found {Found(message)}",
            _ when message.Contains("reached end of data", StringComparison.Ordinal) => "expected more: the file ends in the middle",
            _ when message.Contains("trailing comma", StringComparison.Ordinal) => "expected another key or value after the comma",
            _ => message,
        };
    }

    // The parser begins with the character in quotes, and appends the position in words of its own.
    private static string Found(string message)
    {
        var end = message.Length > 1 && message[0] == '\'' ? message.IndexOf('\'', 2) : -1;
        return end > 0 ? message[..(end + 1)] : "the end of the file";
    }

    private static string Plain(string message)
    {
        foreach (var tail in new[] { " Path: ", " LineNumber: " })
        {
            var end = message.IndexOf(tail, StringComparison.Ordinal);
            message = end > 0 ? message[..end] : message;
        }

        return message.TrimEnd('.');
    }
}
