using System.Text.Json;

namespace Noble.Edge.Rig;

/// <summary>A circuit's description as JSON: <c>virtualCells</c>, <c>preparation</c>, and what <see cref="CircuitDescription"/> reads.</summary>
/// <remarks>Comments and trailing commas are allowed; a key that is none is a mistake.</remarks>
public static class CircuitFile
{
    /// <summary>What mistakes call the whole object.</summary>
    internal const string Whole = "circuit";

    private const int MostBytes = 64 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CircuitException">The file cannot be read or says something wrong.</exception>
    public static CircuitSpec Read(string path)
    {
        byte[] text;
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw new CircuitException(path, $"has more than {MostBytes} bytes");
            }

            text = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CircuitException(path, $"cannot be read: {e.Message}");
        }

        try
        {
            return Parse(text);
        }
        catch (CircuitException e)
        {
            throw new CircuitException($"{path}:", e.Message);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="utf8">The JSON object.</param>
    /// <exception cref="CircuitException">It says something wrong.</exception>
    public static CircuitSpec Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(
                utf8, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            return Parse(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new CircuitException(Whole, $"is no JSON object: {e.Message}");
        }
    }

    private static CircuitSpec Parse(JsonElement element)
    {
        var circuit = new JsonCircuitPart(Whole, element);
        var (cells, preparation) = (circuit.Integer("virtualCells") ?? 0, circuit.Parts("preparation"));
        var spec = CircuitDescription.Connections(circuit) with { VirtualCells = cells, Preparation = [.. preparation.Select(Preparation)] };
        circuit.Finish();
        spec.Check();
        return spec;
    }

    private static PreparationCellSpec Preparation(ICircuitPart part)
    {
        var cell = CircuitDescription.Preparation(part);
        part.Finish();
        return cell;
    }
}
