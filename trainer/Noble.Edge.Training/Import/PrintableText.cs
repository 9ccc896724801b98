using System.Text;

namespace Noble.Edge.Training;

/// <summary>Text that came out of a file, made fit for one line of a message.</summary>
internal static class PrintableText
{
    private const int Longest = 80;

    /// <summary>ASCII as it is, everything else as '?', cut after 80 characters.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            line.Append(character is >= ' ' and <= '~' ? character : '?');
        }

        return text.Length > Longest ? line.Append("...").ToString() : line.ToString();
    }
}
