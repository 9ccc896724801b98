namespace Noble.Edge.Neurons;

/// <summary>Cuts a traced tree into unbranched sections, as NEURON's import of SWC files does, so that published cells come out alike.</summary>
/// <remarks>
/// A section runs from a branch point, or a change of type, to the next. It starts with a copy of its parent's last point, but a
/// dendrite that leaves the soma keeps its own first point and hangs there by a wire without membrane. A soma of one point is a
/// cylinder as long as wide, and everything that leaves it hangs on its middle. A soma of three points that stands for a sphere (the
/// convention of NeuroMorpho.Org) is read as one point. Sections without length go, and
/// what hung on them hangs on their parent: a single point on a wire, or two points at one place.
/// </remarks>
internal sealed class SwcSections
{
    private const double SphereTolerance = 0.01;

    private readonly SwcPoint[] _points;
    private readonly int[] _sectionOf;
    private readonly bool[] _startsAtItsStart;
    private readonly int[] _somaChildren;
    private readonly List<(int First, int Count)> _sections = [];
    private readonly bool _isSphere;

    private SwcSections(SwcPoint[] points)
    {
        _points = points;
        _sectionOf = new int[points.Length];
        _startsAtItsStart = new bool[points.Length];
        _somaChildren = new int[points.Length];
        var isEnd = FindEnds();
        _isSphere = IsSphereOfThreePoints();
        if (_isSphere)
        {
            isEnd[1] = false;
        }

        for (var i = 0; i < points.Length;)
        {
            var first = i;
            while (!isEnd[i] && i + 1 < points.Length)
            {
                _sectionOf[i++] = _sections.Count;
            }

            _sectionOf[i++] = _sections.Count;
            _sections.Add((first, i - first));
        }
    }

    /// <summary>Sections of a morphology, the soma first, each with the number of segments that a greatest length allows.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="points">Its points.</param>
    /// <param name="segmentLengthMicrometres">A section of length L has 1 + 2 · floor(L / this) segments.</param>
    public static List<Section> Of(string path, SwcPoint[] points, double segmentLengthMicrometres)
    {
        var cut = new SwcSections(points);
        var sections = new List<Section>();
        var counts = new Dictionary<int, int>();
        var built = new Hold[cut._sections.Count];
        for (var s = 0; s < built.Length; s++)
        {
            var first = points[cut._sections[s].First];
            var (run, hold) = s == 0 ? (cut.Root(), new Hold(null, 0)) : cut.Branch(s, built);
            if (s > 0 && (run.Count == 1 || (run.Count == 2 && run[0].DistanceTo(run[1]) == 0)))
            {
                built[s] = hold;
                continue;
            }

            var number = counts.GetValueOrDefault(first.Type);
            counts[first.Type] = number + 1;
            var name = $"{SwcFile.RegionOf(first.Type)}[{number}]";
            built[s] = new Hold(name, null);
            try
            {
                sections.Add(Make(name, first.Type, run, hold, segmentLengthMicrometres));
            }
            catch (ArgumentException e)
            {
                throw new CellFileException(path, $"line {first.Line}: {e.Message}", e);
            }
        }

        return sections;
    }

    /// <summary>Segments of a section of a length: the least odd number with at most this length each, and one more pair.</summary>
    public static int SegmentCount(double lengthMicrometres, double segmentLengthMicrometres) =>
        1 + (2 * (int)(lengthMicrometres / segmentLengthMicrometres));

    private bool[] FindEnds()
    {
        var count = _points.Length;
        var children = new int[count];
        var breaks = new bool[count];
        for (var i = 1; i < count; i++)
        {
            var (point, p) = (_points[i], _points[i].Parent);
            if (point.Type == 1 && _points[p].Type == 1)
            {
                _somaChildren[p]++;
            }

            children[p]++;
            breaks[p] |= p != i - 1;

            // A branch at the first point of a neurite that leaves the soma: both start there, at the neurite's start.
            var leavesSoma = p != i - 1 && p > 1 && _points[p].Type != 1 && _points[_points[p].Parent].Type == 1;
            if (leavesSoma)
            {
                _startsAtItsStart[i] = true;
                children[p] = 1;
                breaks[p] = false;
            }

            breaks[p] |= _points[p].Type != point.Type;
        }

        var isEnd = new bool[count];
        for (var i = 0; i < count; i++)
        {
            isEnd[i] = children[i] != 1 || breaks[i];
            var goesOnInSoma = i + 1 < count && _points[i].Type == 1 && _points[i + 1].Type == 1 && _points[i + 1].Parent == i;
            if (goesOnInSoma && (i == 0 || _somaChildren[i] <= 1))
            {
                isEnd[i] = false;
            }
        }

        return isEnd;
    }

    private bool IsSphereOfThreePoints()
    {
        var soma = _points.Where(p => p.Type == 1).ToArray();
        return soma.Length == 3 && _points.Length > 2 && _points[1].Type == 1 && _points[2].Type == 1
            && _points[1].Parent == 0 && _points[2].Parent == 0
            && _points.Skip(3).All(p => p.Parent is not (1 or 2))
            && soma.All(p => p.Diameter == soma[0].Diameter)
            && Math.Abs(((soma[1].DistanceTo(soma[0]) + soma[2].DistanceTo(soma[0])) / soma[0].Diameter) - 1) < SphereTolerance;
    }

    private List<SwcPoint> Root()
    {
        var (first, count) = _sections[0];
        return count == 1 || _isSphere ? Sphere(_points[first]) : [.. Run(first, count)];
    }

    /// <summary>Points of a section, and what it hangs on.</summary>
    /// <param name="index">The section.</param>
    /// <param name="built">Names of the sections before it; where one was left out, what that one hung on.</param>
    private (List<SwcPoint> Points, Hold Hold) Branch(int index, Hold[] built)
    {
        var (first, count) = _sections[index];
        var parentPoint = _points[first].Parent;
        var parent = _sectionOf[parentPoint];
        var (position, hangsByWire) = Attach(first, count, parentPoint, _sections[parent]);
        var points = Run(first, count).ToList();
        if (!hangsByWire)
        {
            var start = _points[parentPoint];
            var leavesSoma = start.Type == 1 && _points[first].Type != 1;
            points.Insert(0, leavesSoma ? start with { Diameter = _points[first].Diameter } : start);
        }

        return (points, built[parent] with { Position = built[parent].Position ?? position });
    }

    private (double Position, bool HangsByWire) Attach(int first, int count, int parentPoint, (int First, int Count) parent)
    {
        if (_startsAtItsStart[first])
        {
            return (0, false);
        }

        var isNeurite = _points[first].Type != 1;
        var onSoma = _points[parent.First].Type == 1;
        var parentIsRoot = parent.First == 0;
        var parentCount = parentIsRoot && _isSphere ? 1 : parent.Count;
        if (parentIsRoot && onSoma && isNeurite && parentCount == 1)
        {
            return (0.5, count > 1);
        }

        if (parentIsRoot && parentPoint == parent.First)
        {
            return (0, isNeurite && _somaChildren[parentPoint] > 1);
        }

        if (onSoma)
        {
            var isInside = parentPoint < parent.First + parent.Count - 1;
            return isInside
                ? (0.5, isNeurite && count > 1)
                : (1, isNeurite && count > 1 && _somaChildren[parentPoint] > 1);
        }

        return (1, false);
    }

    private IEnumerable<SwcPoint> Run(int first, int count) => _points.Skip(first).Take(count);

    private static List<SwcPoint> Sphere(SwcPoint centre) =>
    [
        centre with { X = centre.X - (centre.Diameter / 2) },
        centre,
        centre with { X = centre.X + (centre.Diameter / 2) },
    ];

    private static Section Make(string name, int type, List<SwcPoint> points, Hold hold, double segmentLength)
    {
        var profile = new ProfilePoint[points.Count];
        double along = 0;
        for (var i = 0; i < profile.Length; i++)
        {
            along += i == 0 ? 0 : points[i].DistanceTo(points[i - 1]);
            profile[i] = new ProfilePoint(along, points[i].Diameter);
        }

        return new Section(name, SwcFile.RegionOf(type), profile, SegmentCount(along, segmentLength), hold.Section, hold.Position ?? 0);
    }

    /// <summary>What a section hangs on.</summary>
    /// <param name="Section">Name of the parent; null for the root.</param>
    /// <param name="Position">Where on it; null where the child decides.</param>
    private readonly record struct Hold(string? Section, double? Position);
}
