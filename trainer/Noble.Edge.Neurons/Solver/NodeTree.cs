namespace Noble.Edge.Neurons;

/// <summary>The nodes of a cell and who hangs on whom; the same for every parameter set.</summary>
/// <remarks>
/// Sections that start at another section's end meet in a point without membrane, as in NEURON; one that starts in
/// between meets the middle of the segment there.
/// </remarks>
internal sealed class NodeTree
{
    private readonly List<int> _parent = [];
    private readonly List<NodeLink> _link = [];

    private NodeTree(CellDescription cell)
    {
        var segmentNodes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        var points = new Dictionary<(string Section, bool AtEnd), int>();
        foreach (var section in cell.Sections)
        {
            var anchor = section.Parent is null
                ? -1
                : Anchor(cell.Sections.First(s => s.Name == section.Parent), section.ParentPosition, segmentNodes, starts, points);
            starts[section.Name] = anchor;
            var nodes = new int[section.SegmentCount];
            for (var i = 0; i < nodes.Length; i++)
            {
                nodes[i] = i == 0
                    ? Add(anchor, NodeLink.ToPoint)
                    : Add(nodes[i - 1], NodeLink.AlongSection);
            }

            segmentNodes[section.Name] = nodes;
        }

        var order = ByDepth();
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            place[order[i]] = i;
        }

        SegmentNodes = segmentNodes.ToDictionary(s => s.Key, s => s.Value.Select(n => place[n]).ToArray(), StringComparer.Ordinal);
        Parent = [.. order.Select(n => _parent[n] < 0 ? -1 : place[_parent[n]])];
        Link = [.. order.Select(n => _link[n])];
    }

    public IReadOnlyDictionary<string, int[]> SegmentNodes { get; }

    public int[] Parent { get; }

    public NodeLink[] Link { get; }

    public int Count => Parent.Length;

    public static NodeTree Of(CellDescription cell) => new(cell);

    /// <summary>
    /// Nodes by their distance from the root: neighbours in this order do not wait for each other when the tree is solved, so the
    /// processor overlaps them.
    /// </summary>
    private int[] ByDepth()
    {
        var depth = new int[_parent.Count];
        for (var i = 1; i < depth.Length; i++)
        {
            depth[i] = depth[_parent[i]] + 1;
        }

        return [.. Enumerable.Range(0, depth.Length).OrderBy(i => depth[i])];
    }

    private int Anchor(
        Section parent,
        double position,
        Dictionary<string, int[]> segmentNodes,
        Dictionary<string, int> starts,
        Dictionary<(string Section, bool AtEnd), int> points)
    {
        var nodes = segmentNodes[parent.Name];
        if (position is > 0 and < 1)
        {
            return nodes[Math.Min((int)(position * nodes.Length), nodes.Length - 1)];
        }

        // The start of a section that itself hangs on something is where it hangs.
        var atEnd = position == 1;
        if (!atEnd && starts[parent.Name] >= 0)
        {
            return starts[parent.Name];
        }

        if (!points.TryGetValue((parent.Name, atEnd), out var point))
        {
            point = atEnd ? Add(nodes[^1], NodeLink.PointAtEnd) : Add(nodes[0], NodeLink.PointAtStart);
            points.Add((parent.Name, atEnd), point);
        }

        return point;
    }

    private int Add(int parent, NodeLink link)
    {
        _parent.Add(parent);
        _link.Add(link);
        return _parent.Count - 1;
    }
}
