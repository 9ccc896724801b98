namespace Noble.Edge.Rig;

/// <summary>The input lines of a chip.</summary>
public sealed record GpioInputOptions
{
    /// <summary>Most lines of an input.</summary>
    public const int MostLines = 64;

    /// <summary>Name in reports; default <c>gpio-in</c>.</summary>
    public string Name { get; init; } = "gpio-in";

    /// <summary>The lines, 1 to 64, each once.</summary>
    public required IReadOnlyList<GpioInputLine> Lines
    {
        get;
        init
        {
            if (value.Count is 0 or > MostLines)
            {
                throw new ArgumentOutOfRangeException(null, $"{value.Count} GPIO input lines: expected 1 to {MostLines}");
            }

            if (value.GroupBy(line => line.Line).FirstOrDefault(group => group.Count() > 1) is { Key: var twice })
            {
                throw new ArgumentOutOfRangeException(null, $"GPIO input line {twice} is there twice: expected each line once");
            }

            field = value;
        }
    }
}
