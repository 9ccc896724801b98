namespace Noble.Edge.Neurons;

/// <summary>Area and axial resistance of one segment, from its section's diameter profile.</summary>
/// <param name="AreaSquareMicrometres">Lateral membrane area, µm².</param>
/// <param name="ProximalPerMicrometre">∫ 4 / (π d²) dx from the segment's start to its middle, 1/µm.</param>
/// <param name="DistalPerMicrometre">The same from its middle to its end, 1/µm.</param>
internal readonly record struct SegmentGeometry(
    double AreaSquareMicrometres, double ProximalPerMicrometre, double DistalPerMicrometre)
{
    /// <summary>Cuts a section into its segments.</summary>
    public static SegmentGeometry[] Of(Section section, double lengthScale, double diameterScale)
    {
        var segments = new SegmentGeometry[section.SegmentCount];
        var half = section.LengthMicrometres / (2 * section.SegmentCount);
        for (var i = 0; i < segments.Length; i++)
        {
            var (proximalArea, proximal) = Integrate(section, 2 * i * half, ((2 * i) + 1) * half, lengthScale, diameterScale);
            var (distalArea, distal) = Integrate(section, ((2 * i) + 1) * half, ((2 * i) + 2) * half, lengthScale, diameterScale);
            segments[i] = new SegmentGeometry(proximalArea + distalArea, proximal, distal);
        }

        return segments;
    }

    private static (double Area, double Resistance) Integrate(
        Section section, double from, double to, double lengthScale, double diameterScale)
    {
        var profile = section.Profile;
        double area = 0;
        double resistance = 0;
        for (var i = 1; i < profile.Count; i++)
        {
            var (left, right) = (profile[i - 1], profile[i]);
            var start = Math.Max(from, left.PositionMicrometres);
            var end = Math.Min(to, right.PositionMicrometres);
            if (end < start || left.PositionMicrometres == right.PositionMicrometres || (end == start && from != to))
            {
                continue;
            }

            var d1 = DiameterAt(left, right, start) * diameterScale;
            var d2 = DiameterAt(left, right, end) * diameterScale;
            var length = (end - start) * lengthScale;
            var rise = (d2 - d1) / 2;
            area += Math.PI * (d1 + d2) / 2 * Math.Sqrt((length * length) + (rise * rise));
            resistance += 4 * length / (Math.PI * d1 * d2);
        }

        return (area, resistance);
    }

    private static double DiameterAt(ProfilePoint left, ProfilePoint right, double position) =>
        left.DiameterMicrometres + ((right.DiameterMicrometres - left.DiameterMicrometres)
            * (position - left.PositionMicrometres) / (right.PositionMicrometres - left.PositionMicrometres));
}
