using System.Text;

namespace Noble.Edge.KernelGenerator;

/// <summary>Lines of code, indented by the blocks that they stand in.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>One line.</summary>
    public void Line(string line = "") => _text.Append(' ', line.Length == 0 ? 0 : 4 * _depth).Append(line).Append('\n');

    /// <summary>Braces around what <paramref name="body"/> writes.</summary>
    public void Block(Action body)
    {
        Line("{");
        _depth++;
        body();
        _depth--;
        Line("}");
    }

    /// <summary>A statement with a block, and an empty line behind it.</summary>
    public void Block(string head, Action body)
    {
        Line(head);
        Block(body);
        Line();
    }

    public override string ToString() => _text.ToString();
}
