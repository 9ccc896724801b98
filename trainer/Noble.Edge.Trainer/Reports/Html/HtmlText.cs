using System.Globalization;
using System.Net;
using System.Text;

namespace Noble.Edge.Trainer;

/// <summary>Text of a page: everything from outside is escaped here.</summary>
internal static class HtmlText
{
    /// <summary>Stands for a number that there is not.</summary>
    public const string None = "–";

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A number, or a dash.</summary>
    public static string Number(double? value, string format = "0.00") => value is { } number && double.IsFinite(number)
        ? number.ToString(format, CultureInfo.InvariantCulture)
        : None;

    /// <summary>A number with as many digits as tell.</summary>
    public static string Short(double? value) => value is { } number && double.IsFinite(number)
        ? Math.Abs(number) >= 100 ? number.ToString("0", CultureInfo.InvariantCulture) : number.ToString("g3", CultureInfo.InvariantCulture)
        : None;

    /// <summary>A table. Cells are escaped here; columns from <paramref name="textColumns"/> on are numbers.</summary>
    public static string Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, int textColumns)
    {
        var text = new StringBuilder("<div class=\"wide\"><table><thead><tr>");
        for (var c = 0; c < head.Count; c++)
        {
            text.Append(CultureInfo.InvariantCulture, $"<th{Class(c)}>{Escape(head[c])}</th>");
        }

        text.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            text.Append("<tr>");
            for (var c = 0; c < row.Count; c++)
            {
                text.Append(CultureInfo.InvariantCulture, $"<td{Class(c)}>{Escape(row[c])}</td>");
            }

            text.Append("</tr>");
        }

        return text.Append("</tbody></table></div>").ToString();

        string Class(int column) => column < textColumns ? "" : " class=\"n\"";
    }

    /// <summary>A legend: a swatch of a style and what it stands for.</summary>
    public static string Legend(params (string Style, string Text)[] entries) =>
        $"<p class=\"legend\">{string.Concat(entries.Select(entry => $"<span><svg viewBox=\"0 0 22 10\"><path class=\"line thick {entry.Style}\" d=\"M1 5H21\"/></svg>{Escape(entry.Text)}</span>"))}</p>";

    /// <summary>Part of a page that opens at a click.</summary>
    public static string Details(string summary, string content, bool isOpen = false) =>
        $"<details{(isOpen ? " open" : "")}><summary>{Escape(summary)}</summary>{content}</details>";

    /// <summary>Charts beside each other.</summary>
    public static string Grid(IEnumerable<SvgChart> charts) => $"<div class=\"charts\">{string.Concat(charts)}</div>";
}
