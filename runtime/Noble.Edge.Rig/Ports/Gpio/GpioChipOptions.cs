namespace Noble.Edge.Rig;

/// <summary>Which bank of GPIO lines, and through what it is reached.</summary>
public sealed record GpioChipOptions
{
    /// <summary>Name of the bank inside this process.</summary>
    public const string Virtual = "virtual";

    /// <summary>
    /// <see cref="Virtual"/> (the default), or a chip of the machine: its number (<c>0</c>), name (<c>gpiochip0</c>), path
    /// (<c>/dev/gpiochip0</c>) or label (<c>pinctrl-bcm2711</c>).
    /// </summary>
    public string Chip
    {
        get;
        init => field = !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new ArgumentOutOfRangeException(null, "GPIO chip '': expected 'virtual', a number, a name such as gpiochip0, a path or a label");
    } = Virtual;

    /// <summary>Through what outputs are driven; default <see cref="GpioDriverKind.Auto"/>. The virtual bank has no choice.</summary>
    public GpioDriverKind Driver { get; init; }

    /// <summary>Lines of the virtual bank; default 64, range 0 to 2^20. A real chip has what it has.</summary>
    public int VirtualLines
    {
        get;
        init => field = value is >= 0 and <= 1 << 20
            ? value
            : throw new ArgumentOutOfRangeException(null, $"virtual GPIO lines {value}: expected 0 to {1 << 20}");
    } = 64;

    /// <summary>Whether it is the bank inside this process.</summary>
    public bool IsVirtual => Chip == Virtual;
}
