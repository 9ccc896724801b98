namespace Noble.Edge.Neurons;

/// <summary>Turns a description and up to eight parameter sets into arrays.</summary>
public static class CellLowering
{
    /// <summary>1 µF/cm² on 1 µm² is 1e-5 nF.</summary>
    private const double NanofaradsPerDensity = 1e-5;

    /// <summary>1 S/cm² on 1 µm² is 1e-2 µS.</summary>
    private const double MicrosiemensPerDensity = 1e-2;

    /// <summary>1 Ω·cm times 1/µm is 1e-2 MΩ.</summary>
    private const double MegaohmsPerResistivity = 1e-2;

    /// <summary>Lowers a cell.</summary>
    /// <param name="cell">The description.</param>
    /// <param name="sets">One to eight parameter sets; lanes left over repeat the last one.</param>
    /// <exception cref="UnknownParameterException">A set names a parameter that the cell does not have.</exception>
    /// <exception cref="ArgumentException">A capacitance, resistivity or scale is not over 0.</exception>
    public static LoweredCell Lower(CellDescription cell, IReadOnlyList<ParameterSet> sets)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count < 1 || sets.Count > LoweredCell.LaneCount)
        {
            throw new ArgumentException(
                $"Got {sets.Count} parameter sets; expected 1 to {LoweredCell.LaneCount}.", nameof(sets));
        }

        var tree = NodeTree.Of(cell);
        var capacitance = new double[tree.Count, LoweredCell.LaneCount];
        var axial = new double[tree.Count, LoweredCell.LaneCount];
        var area = new double[tree.Count, LoweredCell.LaneCount];
        for (var lane = 0; lane < LoweredCell.LaneCount; lane++)
        {
            var set = sets[Math.Min(lane, sets.Count - 1)];
            cell.Validate(set);
            LowerLane(cell, tree, set, lane, capacitance, axial, area);
        }

        return new LoweredCell(
            tree.Parent,
            Pack(capacitance),
            Pack(axial),
            LowerMechanisms(cell, tree, sets, area),
            cell.InitialVoltageMillivolts,
            tree.SegmentNodes)
        {
            ClampNode = tree.SegmentNodes[cell.Sections[0].Name][cell.Sections[0].SegmentCount / 2],
        };
    }

    private static void LowerLane(
        CellDescription cell, NodeTree tree, ParameterSet set, int lane, double[,] capacitance, double[,] axial, double[,] area)
    {
        // Resistance from each node to the two ends of its segment, in MΩ; a point without membrane has none.
        var proximal = new double[tree.Count];
        var distal = new double[tree.Count];
        foreach (var section in cell.Sections)
        {
            var resistivity = Positive(cell, set, $"{section.Region}.Ra") * MegaohmsPerResistivity;
            var density = Positive(cell, set, $"{section.Region}.cm") * NanofaradsPerDensity;
            var geometry = SegmentGeometry.Of(
                section,
                Positive(cell, set, $"{section.Region}.lengthScale"),
                Positive(cell, set, $"{section.Region}.diameterScale"));
            var nodes = tree.SegmentNodes[section.Name];
            for (var i = 0; i < nodes.Length; i++)
            {
                area[nodes[i], lane] = geometry[i].AreaSquareMicrometres;
                capacitance[nodes[i], lane] = density * geometry[i].AreaSquareMicrometres;
                proximal[nodes[i]] = resistivity * geometry[i].ProximalPerMicrometre;
                distal[nodes[i]] = resistivity * geometry[i].DistalPerMicrometre;
            }
        }

        for (var node = 1; node < tree.Count; node++)
        {
            var parent = tree.Parent[node];
            var resistance = tree.Link[node] switch
            {
                NodeLink.AlongSection => proximal[node] + distal[parent],
                NodeLink.ToPoint => proximal[node],
                NodeLink.PointAtStart => proximal[parent],
                _ => distal[parent],
            };
            axial[node, lane] = 1 / resistance;
        }
    }

    private static double Positive(CellDescription cell, ParameterSet set, string parameter)
    {
        var value = cell.ValueOf(set, parameter);
        return value > 0
            ? value
            : throw new ArgumentException($"Parameter set '{set.Name}': '{parameter}' is {value}; expected over 0.");
    }

    private static List<MechanismBlock> LowerMechanisms(
        CellDescription cell, NodeTree tree, IReadOnlyList<ParameterSet> sets, double[,] area)
    {
        // Mechanism by mechanism, so that a node's currents are summed in one order however blocks come out.
        var kinds = cell.Placements.Select(p => p.Mechanism).Distinct(StringComparer.Ordinal)
            .Select(name => cell.Mechanisms.Find(name, $"cell '{cell.Name}'"))
            .OrderByDescending(mechanism => mechanism.KeepsCalcium);
        var blocks = new List<MechanismBlock>();
        foreach (var mechanism in kinds)
        {
            var first = blocks.Count;
            foreach (var placement in cell.Placements.Where(p => p.Mechanism == mechanism.Name))
            {
                var block = LowerPlacement(cell, tree, sets, area, placement.Region, mechanism);
                var alike = mechanism.IsScaledByDensityOnly
                    ? blocks.FindIndex(first, other => other.Parameters.AsSpan(1).SequenceEqual(block.Parameters.AsSpan(1)))
                    : -1;
                if (alike < 0)
                {
                    blocks.Add(block);
                }
                else
                {
                    blocks[alike] = blocks[alike].With(block);
                }
            }
        }

        return blocks;
    }

    private static MechanismBlock LowerPlacement(
        CellDescription cell, NodeTree tree, IReadOnlyList<ParameterSet> sets, double[,] area, string region, Mechanism mechanism)
    {
        var nodes = cell.Sections.Where(s => s.Region == region).SelectMany(s => tree.SegmentNodes[s.Name]).ToArray();
        var parameters = new double[mechanism.Parameters.Count, LoweredCell.LaneCount];
        var maximal = new double[nodes.Length, LoweredCell.LaneCount];
        for (var lane = 0; lane < LoweredCell.LaneCount; lane++)
        {
            var set = sets[Math.Min(lane, sets.Count - 1)];
            for (var p = 0; p < mechanism.Parameters.Count; p++)
            {
                parameters[p, lane] = cell.ValueOf(set, $"{region}.{mechanism.Name}.{mechanism.Parameters[p].Name}");
            }

            for (var i = 0; i < nodes.Length; i++)
            {
                maximal[i, lane] = parameters[0, lane] * area[nodes[i], lane] * MicrosiemensPerDensity;
            }
        }

        return new MechanismBlock(mechanism, nodes, Pack(parameters), Pack(maximal), cell.TemperatureCelsius);
    }

    private static Lanes[] Pack(double[,] values)
    {
        var packed = new Lanes[values.GetLength(0)];
        for (var i = 0; i < packed.Length; i++)
        {
            for (var lane = 0; lane < LoweredCell.LaneCount; lane++)
            {
                packed[i] = LaneMath.WithElement(packed[i], lane, values[i, lane]);
            }
        }

        return packed;
    }
}
