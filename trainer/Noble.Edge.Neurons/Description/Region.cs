namespace Noble.Edge.Neurons;

/// <summary>A part of the cell that shares its passive properties and its mechanisms.</summary>
/// <remarks>
/// Each number is the default of a parameter of the cell: <c>region.cm</c>, <c>region.Ra</c>,
/// <c>region.lengthScale</c> and <c>region.diameterScale</c>.
/// </remarks>
/// <param name="Name">Unique name, for example <c>soma</c>.</param>
/// <param name="CapacitanceMicrofaradsPerSquareCentimetre">Specific membrane capacitance, µF/cm²; <c>cm</c>.</param>
/// <param name="AxialResistivityOhmCentimetres">Axial resistivity, Ω·cm; <c>Ra</c>.</param>
/// <param name="LengthScale">Factor on every length of the region; <c>lengthScale</c>.</param>
/// <param name="DiameterScale">Factor on every diameter of the region; <c>diameterScale</c>.</param>
public sealed record Region(
    string Name,
    double CapacitanceMicrofaradsPerSquareCentimetre = 1,
    double AxialResistivityOhmCentimetres = 100,
    double LengthScale = 1,
    double DiameterScale = 1);
