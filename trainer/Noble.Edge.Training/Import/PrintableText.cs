using System.Text;

namespace Noble.Edge.Training;

/// <summary>Text that came out of a file, made fit for one line of a message.</summary>
internal static class PrintableText
{
    /// <summary>ASCII as it is, everything else as '?', cut after the longest that is wanted.</summary>
    public static string Of(string text, int longest = 80)
    {
        var line = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, longest)))
        {
            line.Append(character is >= ' ' and <= '~' ? character : '?');
        }

        return text.Length > longest ? line.Append("...").ToString() : line.ToString();
    }
}
