namespace Noble.Edge.Neurons;

/// <summary>The Allen Institute's convention for all-active cells: two stubs of 30 µm in place of the traced axon.</summary>
/// <remarks>
/// The first has the diameter in the middle of the first traced axon section, the second that of the first section whose middle is
/// more than 60 µm from the soma's start, or again the first's; 1 µm without a traced axon. They follow each other from the soma's
/// end. (AllenSDK, <c>AllActiveUtils.generate_morphology</c>.)
/// </remarks>
internal static class AxonStub
{
    private const double LengthMicrometres = 30, DistanceMicrometres = 60, DiameterWithoutAxon = 1;
    private const string Region = "axon";

    /// <summary>These sections with the stubs in place of the axon.</summary>
    /// <exception cref="CellFileException">A dendrite hangs on the axon that goes.</exception>
    public static List<Section> Replace(string path, IReadOnlyList<Section> sections)
    {
        var axon = sections.Where(s => s.Region == Region).ToArray();
        var names = axon.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        if (sections.FirstOrDefault(s => s.Region != Region && s.Parent is not null && names.Contains(s.Parent)) is { } orphan)
        {
            throw new CellFileException(path, $"section '{orphan.Name}' hangs on '{orphan.Parent}', which the axon stub replaces; expected dendrites on the soma or on dendrites");
        }

        var first = axon.Length == 0 ? DiameterWithoutAxon : MiddleDiameter(axon[0]);
        var far = axon.FirstOrDefault(s => MiddleDistance(s, sections) > DistanceMicrometres);
        var second = far is null ? first : MiddleDiameter(far);
        return
        [
            .. sections.Where(s => s.Region != Region),
            Section.Cylinder("axon[0]", Region, LengthMicrometres, first, 1, sections[0].Name, 1),
            Section.Cylinder("axon[1]", Region, LengthMicrometres, second, 1, "axon[0]", 1),
        ];
    }

    /// <summary>Mean diameter of the segment in the middle.</summary>
    private static double MiddleDiameter(Section section)
    {
        var length = section.LengthMicrometres / section.SegmentCount;
        var (from, to) = ((section.LengthMicrometres - length) / 2, (section.LengthMicrometres + length) / 2);
        double sum = 0;
        for (var i = 1; i < section.Profile.Count; i++)
        {
            var (left, right) = (section.Profile[i - 1], section.Profile[i]);
            var start = Math.Max(from, left.PositionMicrometres);
            var end = Math.Min(to, right.PositionMicrometres);
            if (end > start)
            {
                sum += (end - start) * (At(left, right, start) + At(left, right, end)) / 2;
            }
        }

        return sum / length;
    }

    private static double At(ProfilePoint left, ProfilePoint right, double position) =>
        left.DiameterMicrometres + ((right.DiameterMicrometres - left.DiameterMicrometres)
            * (position - left.PositionMicrometres) / (right.PositionMicrometres - left.PositionMicrometres));

    /// <summary>Path length from the root's start to a section's middle.</summary>
    private static double MiddleDistance(Section section, IReadOnlyList<Section> sections)
    {
        var distance = section.LengthMicrometres / 2;
        for (var s = section; s.Parent is not null;)
        {
            var parent = sections.First(p => p.Name == s.Parent);
            distance += s.ParentPosition * parent.LengthMicrometres;
            s = parent;
        }

        return distance;
    }
}
