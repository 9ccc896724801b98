using System.Collections.Frozen;

namespace Noble.Edge.Neurons;

/// <summary>What a cell is: sections, regions, and the mechanisms painted on the regions.</summary>
/// <remarks>
/// Immutable, and silent about how it is solved. The first section is the root; current is injected and voltage
/// recorded at its middle. Every number that a <see cref="ParameterSet"/> may replace has a name:
/// <c>region.cm</c> [µF/cm²], <c>region.Ra</c> [Ω·cm], <c>region.lengthScale</c>, <c>region.diameterScale</c> and
/// <c>region.mechanism.parameter</c> in the mechanism's unit.
/// </remarks>
public sealed class CellDescription
{
    private readonly FrozenDictionary<string, double> _defaults;

    /// <summary>Describes a cell.</summary>
    /// <param name="name">Name, for messages and provenance.</param>
    /// <param name="sections">The root first; a parent before its children.</param>
    /// <param name="regions">Every region that a section names.</param>
    /// <param name="placements">Mechanisms on regions.</param>
    /// <param name="temperatureCelsius">Temperature, °C.</param>
    /// <param name="initialVoltageMillivolts">Voltage of every segment at the start, mV; gates start at their steady state there.</param>
    /// <param name="mechanisms">Where mechanism names are looked up; null for <see cref="MechanismRegistry.BuiltIn"/>.</param>
    /// <exception cref="UnknownMechanismException">A placement names a mechanism that is not registered.</exception>
    /// <exception cref="UnknownParameterException">A placement names a parameter that its mechanism does not have.</exception>
    public CellDescription(
        string name,
        IReadOnlyList<Section> sections,
        IReadOnlyList<Region> regions,
        IReadOnlyList<MechanismPlacement> placements,
        double temperatureCelsius,
        double initialVoltageMillivolts,
        MechanismRegistry? mechanisms = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(sections);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(placements);
        Name = name;
        Sections = [.. sections];
        Regions = [.. regions];
        Placements = [.. placements];
        TemperatureCelsius = temperatureCelsius;
        InitialVoltageMillivolts = initialVoltageMillivolts;
        Mechanisms = mechanisms ?? MechanismRegistry.BuiltIn;
        CheckTree();
        _defaults = CollectDefaults();
    }

    /// <summary>Name of the cell.</summary>
    public string Name { get; }

    /// <summary>Sections, the root first.</summary>
    public IReadOnlyList<Section> Sections { get; }

    /// <summary>Regions.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>Mechanisms on regions, in the order in which their currents are summed.</summary>
    public IReadOnlyList<MechanismPlacement> Placements { get; }

    /// <summary>Temperature, °C.</summary>
    public double TemperatureCelsius { get; }

    /// <summary>Voltage of every segment at the start, mV.</summary>
    public double InitialVoltageMillivolts { get; }

    /// <summary>Where mechanism names are looked up.</summary>
    public MechanismRegistry Mechanisms { get; }

    /// <summary>Every parameter that a <see cref="ParameterSet"/> may set, in alphabetical order.</summary>
    public IEnumerable<string> ParameterNames => _defaults.Keys.Order(StringComparer.Ordinal);

    /// <summary>Default value by parameter name.</summary>
    public IReadOnlyDictionary<string, double> ParameterDefaults => _defaults;

    /// <summary>Number of segments over all sections.</summary>
    public int SegmentCount => Sections.Sum(s => s.SegmentCount);

    /// <summary>Value of a parameter in a set, or the description's default.</summary>
    public double ValueOf(ParameterSet set, string parameter)
    {
        ArgumentNullException.ThrowIfNull(set);
        return set.Values.TryGetValue(parameter, out var value) ? value
            : _defaults.TryGetValue(parameter, out value) ? value
            : throw new UnknownParameterException(parameter, $"cell '{Name}'", ParameterNames);
    }

    /// <summary>Checks that every name in a set is a parameter of this cell.</summary>
    /// <exception cref="UnknownParameterException">A name is not a parameter of this cell.</exception>
    public void Validate(ParameterSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        foreach (var parameter in set.Values.Keys)
        {
            if (!_defaults.ContainsKey(parameter))
            {
                throw new UnknownParameterException(
                    parameter, $"parameter set '{set.Name}' for cell '{Name}'", ParameterNames);
            }
        }
    }

    private void CheckTree()
    {
        if (Sections.Count == 0 || Sections[0].Parent is not null)
        {
            throw new ArgumentException($"Cell '{Name}': expected a first section without a parent (the root).");
        }

        var regions = Regions.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        if (regions.Count != Regions.Count)
        {
            throw new ArgumentException($"Cell '{Name}': a region is named twice.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in Sections)
        {
            if (seen.Count > 0 && (section.Parent is null || !seen.Contains(section.Parent)))
            {
                throw new ArgumentException(
                    $"Cell '{Name}': section '{section.Name}' has parent '{section.Parent}'; expected a section listed before it.");
            }

            if (!seen.Add(section.Name))
            {
                throw new ArgumentException($"Cell '{Name}': section '{section.Name}' is listed twice.");
            }

            if (!regions.Contains(section.Region))
            {
                throw new ArgumentException(
                    $"Cell '{Name}': section '{section.Name}' is in region '{section.Region}'; expected one of: {string.Join(", ", regions)}.");
            }
        }
    }

    private FrozenDictionary<string, double> CollectDefaults()
    {
        var defaults = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var region in Regions)
        {
            defaults.Add($"{region.Name}.cm", region.CapacitanceMicrofaradsPerSquareCentimetre);
            defaults.Add($"{region.Name}.Ra", region.AxialResistivityOhmCentimetres);
            defaults.Add($"{region.Name}.lengthScale", region.LengthScale);
            defaults.Add($"{region.Name}.diameterScale", region.DiameterScale);
        }

        foreach (var placement in Placements)
        {
            if (Regions.All(r => r.Name != placement.Region))
            {
                throw new ArgumentException(
                    $"Cell '{Name}': mechanism '{placement.Mechanism}' is placed on region '{placement.Region}', which does not exist.");
            }

            var where = $"cell '{Name}', region '{placement.Region}'";
            var mechanism = Mechanisms.Find(placement.Mechanism, where);
            foreach (var parameter in mechanism.Parameters)
            {
                var path = $"{placement.Region}.{mechanism.Name}.{parameter.Name}";
                if (!defaults.TryAdd(path, parameter.Default))
                {
                    throw new ArgumentException($"Cell '{Name}': mechanism '{mechanism.Name}' is placed on region '{placement.Region}' twice.");
                }
            }

            foreach (var (parameter, value) in placement.Parameters ?? FrozenDictionary<string, double>.Empty)
            {
                if (mechanism.Parameters.All(p => p.Name != parameter))
                {
                    throw new UnknownParameterException(
                        parameter, $"mechanism '{mechanism.Name}', {where}", mechanism.Parameters.Select(p => p.Name));
                }

                defaults[$"{placement.Region}.{mechanism.Name}.{parameter}"] = value;
            }
        }

        return defaults.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
