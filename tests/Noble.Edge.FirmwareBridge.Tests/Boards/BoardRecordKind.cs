namespace Noble.Edge.FirmwareBridge.Tests;

internal enum BoardRecordKind
{
    Emission = 1,
    MadeSafe = 2,
    Levels = 3,
    Aer = 4,
    Dac = 5,
    Started = 6,
    Lost = 7,
    Emergency = 8,
}
