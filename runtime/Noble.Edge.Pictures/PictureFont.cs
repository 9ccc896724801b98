using ScottPlot;
using SkiaSharp;

namespace Noble.Edge.Pictures;

/// <summary>The font of every picture. It is part of the program: a rig often has none.</summary>
internal sealed class PictureFont : IFontResolver
{
    /// <summary>Its family.</summary>
    internal const string Family = "Inter";

    private static readonly Lazy<PictureFont> Installed = new(Install);

    private readonly SKTypeface _regular = Load("Inter-Regular.ttf");
    private readonly SKTypeface _bold = Load("Inter-SemiBold.ttf");

    /// <summary>Makes it the font of everything that is drawn from now on.</summary>
    internal static void Use() => _ = Installed.Value;

    /// <inheritdoc />
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Family ? weight >= FontWeight.SemiBold ? _bold : _regular : null;

    /// <inheritdoc />
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Family ? bold ? _bold : _regular : null;

    private static PictureFont Install()
    {
        var font = new PictureFont();
        Fonts.FontResolvers.Insert(0, font);
        Fonts.Default = Family;
        return font;
    }

    private static SKTypeface Load(string name)
    {
        using var data = SKData.CreateCopy(FontPackage.Read(name));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"{name} is no font");
    }
}
