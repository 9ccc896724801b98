namespace Noble.Edge.Neurons;

/// <summary>An unbranched piece of neurite, cut into segments of equal length.</summary>
/// <remarks>
/// Immutable. Area and axial resistance follow from the diameter profile by exact integration of its linear
/// pieces (frusta), so a section taken from a traced morphology and a plain cylinder are treated alike.
/// </remarks>
public sealed record Section
{
    /// <summary>Describes a section.</summary>
    /// <param name="name">Unique name within the cell.</param>
    /// <param name="region">Name of the region that the section belongs to.</param>
    /// <param name="profile">At least two points, the first at 0 µm, positions rising, diameters positive.</param>
    /// <param name="segmentCount">Number of segments, 1 or more.</param>
    /// <param name="parent">Name of the section that this one's start is attached to; null for the root.</param>
    /// <param name="parentPosition">Where on the parent, 0 (its start) to 1 (its end).</param>
    public Section(
        string name,
        string region,
        IReadOnlyList<ProfilePoint> profile,
        int segmentCount,
        string? parent = null,
        double parentPosition = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(region);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfLessThan(segmentCount, 1);
        if (parentPosition is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(parentPosition), parentPosition, $"Section '{name}': expected a parent position in 0..1.");
        }

        if (profile.Count < 2 || profile[0].PositionMicrometres != 0)
        {
            throw new ArgumentException(
                $"Section '{name}': expected at least two profile points, the first at 0 µm.", nameof(profile));
        }

        for (var i = 0; i < profile.Count; i++)
        {
            var point = profile[i];
            if (!(point.DiameterMicrometres > 0) || !double.IsFinite(point.DiameterMicrometres) || !double.IsFinite(point.PositionMicrometres)
                || (i > 0 && point.PositionMicrometres < profile[i - 1].PositionMicrometres))
            {
                throw new ArgumentException(
                    $"Section '{name}': profile point {i} is {point}; expected rising positions and positive diameters.",
                    nameof(profile));
            }
        }

        if (!(profile[^1].PositionMicrometres > 0))
        {
            throw new ArgumentException($"Section '{name}': expected a length over 0 µm.", nameof(profile));
        }

        Name = name;
        Region = region;
        Profile = [.. profile];
        SegmentCount = segmentCount;
        Parent = parent;
        ParentPosition = parentPosition;
    }

    /// <summary>Unique name within the cell.</summary>
    public string Name { get; }

    /// <summary>Name of the region that the section belongs to.</summary>
    public string Region { get; }

    /// <summary>Diameter along the section, from its start to its end.</summary>
    public IReadOnlyList<ProfilePoint> Profile { get; }

    /// <summary>Number of segments.</summary>
    public int SegmentCount { get; }

    /// <summary>Name of the parent section, or null for the root.</summary>
    public string? Parent { get; }

    /// <summary>Where on the parent this section starts, 0..1.</summary>
    public double ParentPosition { get; }

    /// <summary>Length, µm.</summary>
    public double LengthMicrometres => Profile[^1].PositionMicrometres;

    /// <summary>A section of linearly changing diameter.</summary>
    public static Section Frustum(
        string name,
        string region,
        double lengthMicrometres,
        double startDiameterMicrometres,
        double endDiameterMicrometres,
        int segmentCount,
        string? parent = null,
        double parentPosition = 1) =>
        new(
            name,
            region,
            [new ProfilePoint(0, startDiameterMicrometres), new ProfilePoint(lengthMicrometres, endDiameterMicrometres)],
            segmentCount,
            parent,
            parentPosition);

    /// <summary>A section of constant diameter.</summary>
    public static Section Cylinder(
        string name,
        string region,
        double lengthMicrometres,
        double diameterMicrometres,
        int segmentCount,
        string? parent = null,
        double parentPosition = 1) =>
        Frustum(name, region, lengthMicrometres, diameterMicrometres, diameterMicrometres, segmentCount, parent, parentPosition);
}
