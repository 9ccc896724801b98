using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ScottPlot;
using SkiaSharp;

namespace Noble.Edge.Pictures;

/// <summary>Pictures as files: PNG or SVG, by the name's ending.</summary>
public static partial class PictureFile
{
    /// <summary>Whether a name is that of a picture.</summary>
    public static bool IsPicture(string path) => Path.GetExtension(path).ToUpperInvariant() is ".PNG" or ".SVG";

    /// <summary>Writes one plot.</summary>
    public static void Save(Plot plot, string path, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(plot);
        Save(path, width, height, canvas => plot.Render(canvas, new PixelRect(0, width, height, 0)));
    }

    /// <summary>Writes plots that are laid out together.</summary>
    public static void Save(Multiplot plots, string path, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(plots);
        Save(path, width, height, canvas => plots.Render(canvas, new PixelRect(0, width, height, 0)));
    }

    private static void Save(string path, int width, int height, Action<SKCanvas> draw)
    {
        try
        {
            Draw(path, width, height, draw);
        }
        catch (Exception error) when (error is TypeInitializationException or DllNotFoundException)
        {
            throw new DllNotFoundException($"{path}: pictures need libSkiaSharp.so beside the executable, as it was published: {error.GetBaseException().Message}", error);
        }
    }

    private static void Draw(string path, int width, int height, Action<SKCanvas> draw)
    {
        if (Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase))
        {
            File.WriteAllText(path, Svg(width, height, draw));
            return;
        }

        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.White);
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        using var file = File.Create(path);
        png.SaveTo(file);
    }

    private static string Svg(int width, int height, Action<SKCanvas> draw)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream))
        {
            draw(canvas);
        }

        // Clearing is written as a rectangle without a fill, which a viewer shows as black. A viewer without the font takes one that looks alike.
        var text = Encoding.UTF8.GetString(stream.ToArray());
        text = Clearing().Replace(text, match => match.Value.Replace("<rect", "<rect fill=\"white\"", StringComparison.Ordinal));
        return text.Replace(
            $"font-family=\"{PictureFont.Family}\"",
            string.Create(CultureInfo.InvariantCulture, $"font-family=\"{PictureFont.Family}, Helvetica, Arial, sans-serif\""),
            StringComparison.Ordinal);
    }

    [GeneratedRegex("<rect (?:x=\"[^\"]*\" y=\"[^\"]*\" )?width=\"[^\"]*\" height=\"[^\"]*\"/>")]
    private static partial Regex Clearing();
}
