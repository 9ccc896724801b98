using ScottPlot;

namespace Noble.Edge.Pictures;

/// <summary>Plots above each other, each of a height of its own, all as wide as the picture.</summary>
internal sealed class RowLayout(IReadOnlyList<int> heights) : IMultiplotLayout
{
    public PixelRect[] GetSubplotRectangles(SubplotCollection subplots, PixelRect figureRect)
    {
        var rectangles = new PixelRect[heights.Count];
        var top = 0f;
        for (var row = 0; row < rectangles.Length; row++)
        {
            rectangles[row] = new PixelRect(0, figureRect.Width, top + heights[row], top);
            top += heights[row];
        }

        return rectangles;
    }
}
